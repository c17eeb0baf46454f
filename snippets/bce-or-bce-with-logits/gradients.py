import numpy as np

from logitbook import sigmoid


def through_probability(x, y):
    """The gradient of BCELoss in PyTorch 2.13."""
    p = 1 / (1 + np.exp(-x))
    slope = p * (1 - p)  # of the sigmoid
    by_p = (p - y) / np.maximum(slope, 1e-12)
    return by_p * slope


# Four wrong answers
x = np.array([10, 20, -20, -50], np.float32)
y = np.array([0, 0, 1, 1])
by_p = through_probability(x, y)
by_x = sigmoid(x) - y

print("  x  y       from p       from x")
for i in range(4):
    print(f"{x[i]:3.0f}  {y[i]}", end="")
    print(f"  {by_p[i]:11.4e}  {by_x[i]:11.4e}")
