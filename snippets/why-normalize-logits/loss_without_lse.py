import numpy as np

from logitbook import cross_entropy, softmax

z, y = np.array([1.004, 0.709]), 1  # suppose that it shows a dog

for shift in (0, 10, 1000):
    shifted = z + shift
    without = -shifted[y]
    loss = cross_entropy(shifted, y)
    print(f"add {shift:4}: without {without:9.3f}, with {loss:.3f}")

gradient = softmax(z) - np.array([0.0, 1.0])
print(f"gradient with it: {gradient[0]:+.3f}, {gradient[1]:+.3f}")
print("gradient without:  0, -1")
