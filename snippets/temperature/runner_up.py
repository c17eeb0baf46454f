import numpy as np

from logitbook import softmax

z = np.array([3.0, 2.0, -2.0])

print("  T   second   mean logit")
for t in (1.0, 2.0, 3.0, 4.0, 10.0, 100.0):
    p = softmax(z / t)
    print(f"{t:3.0f}   {p[1]:.4f}   {p @ z:10.4f}")
