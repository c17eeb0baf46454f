import numpy as np

from logitbook import logit, sigmoid


def step(yes, n, p, w_yes=1.0, w_no=1.0, penalty=1.0):
    """Newton's step for n rows of probability p, some of them yes."""
    g = w_yes * yes * (1 - p) - w_no * (n - yes) * p
    h = (w_yes * yes + w_no * (n - yes)) * p * (1 - p)
    return g / (h + penalty)


start = logit(0.4)
new, old = step(6, 10, 0.4, penalty=0), step(2, 10, 0.4, penalty=0)
forest = sigmoid(np.array([start + new, start + old]))
pure = sigmoid(step(5, 5, 0.5, penalty=0))  # all yes, from 50%
print("one full step:", forest.round(3), "pure leaf:", round(pure, 3))

leaf = 0.3 * step(6, 10, 0.4)
doubled = 0.3 * step(6, 10, 0.4, 2.0, 2.0)
print(f"leaf {leaf:.3f}, all weights 2: {doubled:.3f}")
