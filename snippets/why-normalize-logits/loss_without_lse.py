import numpy as np

from logitbook import cross_entropy, softmax

z, y = np.array([1.004, 0.709]), 1  # image 2, and suppose that it shows a dog
p = softmax(z)
gradient = p - np.array([0.0, 1.0])  # of lse(z) - z[y]; without lse it is [0, -1] for every z

for shift in (0, 10, 1000):
    shifted = z + shift
    without_lse = -shifted[y]
    loss = cross_entropy(shifted, y)
    print(f"shift {shift:>4}: -z_y = {without_lse:>9.3f}   lse - z_y = {loss:.6f}")
print(f"gradient with lse: {gradient[0]:.6f}, {gradient[1]:.6f}")
