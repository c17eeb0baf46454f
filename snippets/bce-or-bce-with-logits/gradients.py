import numpy as np

from logitbook import sigmoid


def through_probability(x, y):
    """How PyTorch 2.13 differentiates BCELoss(sigmoid(x), y)."""
    p = 1 / (1 + np.exp(-x))
    slope = p * (1 - p)  # of the sigmoid
    return (p - y) / np.maximum(slope, 1e-12) * slope


x = np.array([10, 20, -20, -50], np.float32)  # all four are wrong
y = np.array([0, 0, 1, 1])
by_p = through_probability(x, y)
by_x = sigmoid(x) - y

print("logit   target   through p     from the logit")
for i in range(4):
    print(f"{x[i]:5.0f}   {y[i]}      {by_p[i]:12.4e}  {by_x[i]:12.4e}")
