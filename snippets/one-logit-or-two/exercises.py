import numpy as np

from logitbook import sigmoid, softmax

z = np.array([0.5, 2.0])  # not spam, spam
p_shifted = softmax(z + 100)[1]
p_raised = softmax(z + np.array([0, 1]))[1]

h = np.array([-2.0, -1.0, 1.0, 2.0])  # as in training.py
y = np.array([0, 1, 0, 1])
w_1, w_2 = 0.0, np.zeros(2)
for _ in range(400):
    w_1 -= 0.1 * np.mean((sigmoid(h * w_1) - y) * h)
    w_2 -= 0.1 * h @ (softmax(np.outer(h, w_2)) - np.eye(2)[y]) / 4
difference = w_2[1] - w_2[0]

print(f"both + 100: P(spam) = {p_shifted:.6f}")
print(f"spam + 1:   P(spam) = {p_raised:.6f}")
print(f"400 steps:  {w_1:.6f} and {difference:.6f}")
