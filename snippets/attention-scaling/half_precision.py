import numpy as np

d = 64
q = np.full(d, 40, dtype=np.float16)
k = q.copy()
root = np.float16(np.sqrt(d))
fourth = np.float16(d**0.25)

with np.errstate(over="ignore"):
    late = np.dot(q, k) / root
early = np.dot(q / root, k)
shared = np.dot(q / fourth, k / fourth)

print(f"product, then division: {late}")
print(f"q divided first:        {early:.3g}")
print(f"both by the 4th root:   {shared:.3g}")
