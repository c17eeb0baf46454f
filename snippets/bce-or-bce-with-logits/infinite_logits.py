import numpy as np

from logitbook import bce_with_logits


def stable_formula(x, y):
    return np.maximum(x, 0) - x * y + np.log1p(np.exp(-np.abs(x)))


for x, y in [(np.inf, 1), (-np.inf, 0), (np.inf, 0), (-np.inf, 1)]:
    with np.errstate(invalid="ignore"):
        typed = stable_formula(x, y)
    limit = bce_with_logits(x, y)
    print(f"logit {x:4}, target {y}: formula {typed}, limit {limit}")
