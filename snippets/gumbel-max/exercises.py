import numpy as np

from logitbook import logsumexp, softmax

z = np.array([1.0, 0.0, -1.0])
hours = np.array([1.5, 0.2, 0.2]) / np.exp(z)
halved = softmax(z / 0.5)
largest = (z + np.random.default_rng(0).gumbel(size=(200_000, 3))).max(1)
mean, level = largest.mean(), logsumexp(z) + np.euler_gamma
top = -np.log(-np.log1p(-(2.0**-24)))  # the float32 below 1

print("C draws 0.2:", hours.round(2))
print("temperature 0.5:", halved.round(3))
print(f"mean of the largest {mean:.2f}, expected {level:.2f}")
print(f"largest noise from a float32 below 1: {top:.1f}")
