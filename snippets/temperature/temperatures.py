import numpy as np

from logitbook import entropy, softmax

z = np.array([3.0, 1.0, 0.2])

print("    T     hot    cold  purple  entropy")
for t in (0.1, 0.5, 1.0, 2.0, 100.0):
    row = " ".join(f"{p:7.4f}" for p in softmax(z / t))
    print(f"{t:5.1f} {row} {entropy(z / t):8.4f}")
