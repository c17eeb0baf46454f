import numpy as np

from logitbook import cross_entropy, sigmoid

p = np.linspace(0.5, 1, 501)  # what a model may answer for "yes"
pairs = np.stack([p, 1 - p], axis=-1)
with np.errstate(divide="ignore"):
    log_pairs = np.log(pairs)

learned, found = [], []
print("true  right  twice")
for share in (0.6, 0.7, 0.75):  # how often "yes" is true
    y = np.full_like(pairs, [share, 1 - share])
    right = p[cross_entropy(log_pairs, y, reduction="none").argmin()]
    twice = p[cross_entropy(pairs, y, reduction="none").argmin()]
    learned.append(right)
    found.append(twice)
    print(f"{share:.2f}  {right:.3f}  {twice:.3f}")

threshold = sigmoid(1.0)
print(f"twice answers 1 from {threshold:.6f} on")
