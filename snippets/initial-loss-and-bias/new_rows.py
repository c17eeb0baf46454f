import numpy as np

from logitbook import cross_entropy

rng = np.random.default_rng(0)
old, new, size = 1000, 100, 64  # tokens, and numbers a token
rows = rng.normal(size=(old, size)) / 8  # a trained last layer
y = rng.integers(old, size=2000)
h = 10 * rows[y] + rng.normal(size=(2000, size)) / 2  # hints at y

before = cross_entropy(h @ rows.T, y)
added = {
    "std 1": rng.normal(size=(new, size)),
    "std 0.02": 0.02 * rng.normal(size=(new, size)),
    "mean of the old": np.tile(rows.mean(axis=0), (new, 1)),
}
losses = []
for name, more in added.items():
    losses.append(cross_entropy(h @ np.vstack([rows, more]).T, y))
    print(f"{name:<16}{losses[-1]:8.4f}")
random, small, mean = losses
print(f"before          {before:8.4f}")
print(f"mean adds at most {np.log(1 + new / old):.4f}")
