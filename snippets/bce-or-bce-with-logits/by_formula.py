import numpy as np

from logitbook import sigmoid


def bce_as_typed(p, y):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


p = sigmoid(np.float32(20))
with np.errstate(all="ignore"):
    right, wrong = bce_as_typed(p, 1), bce_as_typed(p, 0)
print(f"p == 1 is {p == 1}")
print(f"target 1, a perfect answer: {right}")
print(f"target 0, a wrong answer:   {wrong}")

capped = -np.log(1 - p + np.float32(1e-7))
slope = p * (1 - p)
print(f"with 1e-7 added: {capped:.4f}, slope of the sigmoid {slope:.1f}")
