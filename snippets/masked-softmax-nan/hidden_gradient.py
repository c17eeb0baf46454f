import numpy as np

from logitbook import softmax


def backward(p, g):
    """Carry a gradient g from the probabilities to the logits."""
    return p * (g - (p * g).sum())


p = softmax(np.full(3, -np.inf))  # NaN, replaced by 0 afterwards:
output = np.nan_to_num(p)
g = np.zeros(3)  # so the loss does not depend on p
late = backward(p, g)

q = softmax(np.zeros(3))  # other logits instead of -inf, beforehand
early = backward(q, g)

print(f"output                 {output}")
print(f"gradient, p repaired   {late}")
print(f"gradient, z repaired   {early}")
