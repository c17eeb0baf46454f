import numpy as np

from logitbook import softmax

z, noise = np.array([2.0, 1.0, 0.0]), np.array([-0.4, 1.1, 0.3])
cost = np.array([3.0, 1.0, 2.0])

print(" tau   soft sample      gradient")
for tau in (0.05, 0.5, 1.0, 5.0):
    soft = softmax((z + noise) / tau)
    slopes = soft * (cost - soft @ cost) / tau
    samples = " ".join(f"{share:.2f}" for share in soft)
    print(f"{tau:4.2f}  {samples} ", *(f"{slope:6.3f}" for slope in slopes))
