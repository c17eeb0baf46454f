import numpy as np

from logitbook import softmax

p = np.array([0.9, 0.05, 0.05])  # what was meant
rng = np.random.default_rng(0)
noise = rng.gumbel(size=(100_000, 3))


def drawn(z):
    return np.bincount((z + noise).argmax(axis=1), minlength=3) / 100_000


print("log p, drawn          ", drawn(np.log(p)).round(2))
print("log p + 7, drawn      ", drawn(np.log(p) + 7).round(2))
print("p as logits, drawn    ", drawn(p).round(2))
print("p as logits, computed ", softmax(p).round(2))
flat = softmax(p)
ceiling = np.e / (np.e + 2)  # even if p is 1, 0, 0
