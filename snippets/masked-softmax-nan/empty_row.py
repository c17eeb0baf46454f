import numpy as np

from logitbook import softmax

z = np.array([1.0, 2.0, 3.0])
z_32 = z.astype(np.float32)
nothing = np.zeros(3, dtype=bool)  # no class is kept

infinite = softmax(np.where(nothing, z, -np.inf))
chosen = softmax(z, where=nothing)
filled = softmax(np.where(nothing, z, -1e9))
added_32 = softmax(z_32 + np.float32(-1e9))
added_64 = softmax(z - 1e9)

print(f"set to -inf  {infinite}")
print(f"our choice   {chosen}")
print(f"set to -1e9  {filled.round(6)}")
print("-1e9 added:")
print(f"  float32    {added_32.round(6)}")
print(f"  float64    {added_64.round(6)}")
