import numpy as np

from logitbook import sigmoid, softmax

h = np.array([-2.0, -1.0, 1.0, 2.0])  # one feature of four emails
y, steps = np.array([0, 1, 0, 1]), 20  # spam or not


def train_one(rate):
    w = 0.0
    for _ in range(steps):
        w -= rate * np.mean((sigmoid(h * w) - y) * h)
    return w


def train_two(rate):
    w = np.zeros(2)  # and the targets: [1, 0] for 0, [0, 1] for 1
    for _ in range(steps):
        w -= rate * h @ (softmax(np.outer(h, w)) - np.eye(2)[y]) / 4
    return w[1] - w[0]


print(f"one weight, rate 0.1:  {train_one(0.1):.6f}")
print(f"two weights, rate 0.1: {train_two(0.1):.6f} apart")
print(f"one weight, rate 0.2:  {train_one(0.2):.6f}")
