import numpy as np

from logitbook import softmax

z = np.array([0.0, 800.0])  # the first class is the true one

p = softmax(z)  # stable, and yet
with np.errstate(divide="ignore"):
    two_calls = -np.log(p[0])

m = z.max()
lse = m + np.log(np.exp(z - m).sum())
one_step = lse - z[0]

print(f"probabilities {p}")
print(f"log of softmax, the loss is {two_calls}")
print(f"lse - logit,    the loss is {one_step}")
