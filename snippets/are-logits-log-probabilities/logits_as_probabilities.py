import numpy as np

from logitbook import cross_entropy


def loss_of_probabilities(p, y):
    """What Keras 3.15 computes on JAX and PyTorch: rescale p to the sum 1, clip it, take the logarithm."""
    return -np.log(np.clip(p / p.sum(), 1e-7, 1 - 1e-7)[y])


positive, mixed = np.array([2.0, 1.0, 0.1]), np.array([2.0, -1.0, -4.0])
plausible = loss_of_probabilities(positive, 0)
best, worst = loss_of_probabilities(mixed, 0), loss_of_probabilities(mixed, 2)

print(f"{positive}: {plausible:.4f} instead of {cross_entropy(positive, 0):.4f}")
print(f"{mixed}, class 0 is true: {best:.4f} instead of {cross_entropy(mixed, 0):.4f}")
print(f"{mixed}, class 2 is true: {worst:.4f} instead of {cross_entropy(mixed, 2):.4f}")
