import numpy as np

from logitbook import softmax

z = np.array([1000.0, 999.0])
with np.errstate(all="ignore"):
    naive = np.exp(z) / np.exp(z).sum()
p = softmax(z)
limit_32 = np.log(np.finfo(np.float32).max)
limit_64 = np.log(np.finfo(np.float64).max)

print(f"as typed: {naive[0]}, {naive[1]}")
print(f"softmax:  {p[0]:.6f}, {p[1]:.6f}")
print(f"exp overflows above {limit_32:.2f} in float32")
print(f"exp overflows above {limit_64:.2f} in float64")
