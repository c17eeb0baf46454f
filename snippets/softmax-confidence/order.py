import numpy as np

from logitbook import softmax

z = np.array([[2.0, 1.0, -5.0], [2.2, 0.0, 0.0]])  # two inputs

for t in (1, 2, 4):
    first, second = softmax(z / t)[:, 0]
    print(f"T = {t}: confidence {first:.4f} and {second:.4f}")
