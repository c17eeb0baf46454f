import numpy as np

empty = np.array([True, False])  # sequence 0 is all padding
pattern = empty[:, None, None]

# Ones stand for the output of attention, with one feature.
first = np.where(pattern, 0, np.ones((2, 2, 1)))
print("batch_first=True: batch, length, features")
print(f"  sequence 0 {first[0].ravel()}")
print(f"  sequence 1 {first[1].ravel()}")

default = np.where(pattern, 0, np.ones((2, 2, 1)))
print("default: length, batch, features")
print(f"  sequence 0 {default[:, 0].ravel()}")
print(f"  sequence 1 {default[:, 1].ravel()}")
