import numpy as np

from logitbook import logit, softmax

z = np.array([3.0, 1.0])  # hot, cold

gap_90 = logit(0.9)  # the logarithm of 9 to 1
t_90 = (z[0] - z[1]) / gap_90
print(f"gap {gap_90:.4f}, T {t_90:.4f}")
print(f"check: {softmax(z / t_90)[0]:.4f}")
