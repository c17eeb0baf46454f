import numpy as np

from logitbook import bce_with_logits

p, y = np.array([0.9, 0.1]), np.array([1.0, 0.0])
meant = -np.log(0.9)
sigmoid_twice = bce_with_logits(p, y)
floor = bce_with_logits(y, y)  # perfect probabilities
print(f"a sigmoid too many: {sigmoid_twice:.4f} instead of {meant:.4f}")
print(f"  and never below:  {floor:.4f}")

x = np.array([[3.0], [-3.0]])  # shape (2, 1), the targets have (2,)
right = bce_with_logits(x[:, 0], y)
crossed = bce_with_logits(x, y, reduction="none")
print(f"shapes crossed: {crossed.mean():.4f} instead of {right:.4f}")
print(f"  from {crossed.size} losses for {y.size} rows")

x, label = 3.0, 2.0  # classes counted 1, 2
below = max(x, 0) - x * label + np.log1p(np.exp(-abs(x)))
print(f"label 2, unchecked: {below:.4f}")
