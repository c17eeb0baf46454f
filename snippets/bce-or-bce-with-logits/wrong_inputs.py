import numpy as np

from logitbook import bce_with_logits

p = np.array([0.9, 0.1])
y = np.array([1.0, 0.0])
meant = -np.log(0.9)
twice = bce_with_logits(p, y)  # p is no logit
floor = bce_with_logits(y, y)  # a perfect p
print(f"sigmoid twice {twice:.4f}, not {meant:.4f}")
print(f"  at best {floor:.4f}")

x = np.array([[3.0], [-3.0]])  # y has shape (2,)
right = bce_with_logits(x[:, 0], y)
x, y = np.broadcast_arrays(x, y)  # 4 pairs
pairs = bce_with_logits(x, y)
least = bce_with_logits(0 * x, y)
print(f"shapes crossed {pairs:.4f}, not {right:.4f}")
print(f"  at best {least:.4f}")

x, label = 3.0, 2.0  # classes counted 1, 2
tail = np.log1p(np.exp(-abs(x)))
below = max(x, 0) - x * label + tail
print(f"label 2: {below:.4f}")
