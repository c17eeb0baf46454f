import numpy as np

from logitbook import softmax

h = np.array([-2.0, -1.0, 1.0, 2.0])  # one feature of four inputs
y = np.array([0, 1, 0, 1])  # their labels


def train(learned, rate, decay):
    w = np.zeros(2)  # a weight that is not learned stays 0
    for _ in range(20):
        error = softmax(np.outer(h, w)) - np.eye(2)[y]
        gradient = h @ error / 4 + decay * w
        w -= rate * np.array(learned) * gradient
    return w[1] - w[0]


one = train([0, 1], rate=0.1, decay=0.1)
two = train([1, 1], rate=0.1, decay=0.1)
twin = train([0, 1], rate=0.2, decay=0.05)
print(f"one output,  rate 0.1, decay 0.10: {one:.6f}")
print(f"two outputs, rate 0.1, decay 0.10: {two:.6f}")
print(f"one output,  rate 0.2, decay 0.05: {twin:.6f}")
