import numpy as np

from logitbook import cross_entropy

z, dog = np.array([1.004, 0.709]), 1  # suppose that it shows a dog

for shift in (0, 10, 1000):
    shifted = z + shift
    without = -shifted[dog]
    loss = cross_entropy(shifted, dog)
    print(f"add {shift:4}: without {without:9.3f}, with {loss:.3f}")
