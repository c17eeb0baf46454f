import numpy as np

counts = np.array([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]])

wrong = counts / counts.sum(axis=1)  # shape (3,): one per column
right = counts / counts.sum(axis=1, keepdims=True)  # shape (3, 1)
wrong_sums, right_sums = wrong.sum(axis=1), right.sum(axis=1)

print("without keepdims:", wrong_sums)
print("with keepdims:   ", right_sums)
