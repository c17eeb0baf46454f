import numpy as np

from logitbook import bce_with_logits


def bce_of_probability(p, y):
    """BCELoss as in PyTorch 2.13: no logarithm goes below -100."""
    with np.errstate(divide="ignore"):
        log_p = np.maximum(np.log(p), -100)
        log_q = np.maximum(np.log(1 - p), -100)
    return -(y * log_p + (1 - y) * log_q)


y = 0
x = np.array([2, 10, 15, 16, 20, 50], np.float32)
p = 1 / (1 + np.exp(-x))
q = 1 - p
by_p = bce_of_probability(p, y)
by_x = bce_with_logits(x, np.full(6, y), reduction="none")

print("logit   p           1 - p       through p   from the logit")
for i in range(6):
    print(f"{x[i]:5.0f}   {p[i]:.8f}  {q[i]:.4e}", end="  ")
    print(f"{by_p[i]:9.4f}   {by_x[i]:9.4f}")
