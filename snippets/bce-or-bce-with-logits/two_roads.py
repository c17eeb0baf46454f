import numpy as np

from logitbook import bce_with_logits


def bce_of_probability(p, y):
    """BCELoss in PyTorch: no logarithm below -100."""
    with np.errstate(divide="ignore"):
        log_p = np.maximum(np.log(p), -100)
        log_q = np.maximum(np.log(1 - p), -100)
    return -(y * log_p + (1 - y) * log_q)


x = np.array([2, 10, 15, 16, 20, 50], np.float32)
y = np.zeros(6)
p = 1 / (1 + np.exp(-x))
by_p = bce_of_probability(p, y)
by_x = bce_with_logits(x, y, reduction="none")

print("   x  1 - p     from p    from x")
for i in range(6):
    print(f"{x[i]:4g}  {1 - p[i]:.1e}", end="")
    print(f" {by_p[i]:8.4f}  {by_x[i]:8.4f}")
