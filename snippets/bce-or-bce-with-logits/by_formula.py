import numpy as np

from logitbook import sigmoid


def bce_as_typed(p, y):
    log_p, log_q = np.log(p), np.log(1 - p)
    return -(y * log_p + (1 - y) * log_q)


p = sigmoid(np.float32(20))
with np.errstate(all="ignore"):
    right = bce_as_typed(p, 1)
    wrong = bce_as_typed(p, 0)
print(f"p == 1 is {p == 1}")
print(f"target 1, a perfect answer: {right}")
print(f"target 0, a wrong answer:   {wrong}")

capped = -np.log(1 - p + np.float32(1e-7))
slope = p * (1 - p)
print(f"with 1e-7: {capped:.4f}, slope {slope:.1f}")
