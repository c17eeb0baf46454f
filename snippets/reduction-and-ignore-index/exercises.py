import numpy as np

from logitbook import cross_entropy

p = np.array([[0.9, 0.1], [0.5, 0.5], [0.9, 0.1]])
y = np.array([0, 0, 1])
z, weight = np.log(p), np.array([2.0, 8.0])  # twice those of by_hand
same = cross_entropy(z, y, weight=weight)
doubled = (weight[y] * cross_entropy(z, y, reduction="none")).mean()
print(f"doubled weights: weighted mean {same:.4f}, by 3 {doubled:.4f}")

sizes, means = np.array([4, 4, 2]), np.array([1.0, 1.0, 2.0])
epoch = (sizes * means).sum() / sizes.sum()
plain = means.mean()
print(f"epoch: {epoch:.4f}, mean of means {plain:.4f}")
