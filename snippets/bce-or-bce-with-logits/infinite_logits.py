import numpy as np

from logitbook import bce_with_logits


def stable_formula(x, y):
    tail = np.log1p(np.exp(-np.abs(x)))
    return np.maximum(x, 0) - x * y + tail


inf = np.inf
print("   x  y  formula  limit")
for x, y in [(inf, 1), (-inf, 0), (inf, 0), (-inf, 1)]:
    with np.errstate(invalid="ignore"):
        typed = stable_formula(x, y)
    limit = bce_with_logits(x, y)
    print(f"{x:4}  {y}  {typed:7}  {limit:5}")
