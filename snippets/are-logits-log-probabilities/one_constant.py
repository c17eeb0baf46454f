import numpy as np

z = np.array([2.0, 1.0, 0.1])
weights = np.exp(z)
total = weights.sum()
constant = np.log(total)
log_p = z - constant

for score, weight, value in zip(z, weights, log_p, strict=True):
    print(f"log({weight:.6f} / {total:.6f}) = {value:.6f}")
    print(f"  {score:.1f} - {constant:.6f} = {value:.6f}")
print(f"exp(log p) sums to {np.exp(log_p).sum():.6f}")
