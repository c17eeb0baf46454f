import numpy as np

z = np.array([[2.0, 1.0], [4.0, 0.0]])  # as many rows as columns
e = np.exp(z - z.max(axis=1, keepdims=True))

wrong = e / e.sum(axis=1)
right = e / e.sum(axis=1, keepdims=True)

print("without keepdims:", wrong.round(2).tolist())
print("with keepdims:   ", right.round(2).tolist())
