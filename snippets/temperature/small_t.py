import numpy as np

from logitbook import softmax

z = np.array([20.0, 12.0, 12.0], dtype=np.float16)
t = 1e-4

with np.errstate(over="ignore"):  # float16 ends at 65504
    plain = z / t
    shifted = (z - z.max()) / t

print("z / T:        ", plain, softmax(plain))
print("shifted first:", shifted, softmax(shifted))
