import numpy as np

from logitbook import logsumexp, softmax

images = np.array([[16.917, 0.772], [1.004, 0.709]])  # cat, dog

log_totals = logsumexp(images)  # logarithms of the normalisers
dogs = softmax(images)[:, 1]
times = dogs[1] / dogs[0] / 1e6

print(f"log of the total: {log_totals.round(3)}")
print(f"P(dog):           {dogs[0]:.3e} and {dogs[1]:.3f}")
print(f"the second is {times:.1f} million times as large")
