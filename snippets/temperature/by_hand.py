import numpy as np

z = np.array([3.0, 1.0, 0.2])
t = 2.0

divided = z / t
weights = np.exp(divided)
total = weights.sum()
p = weights / total
odds = p[0] / p[1]

print("divided:      ", divided)
print("exponentials: ", weights.round(4))
print(f"total:          {total:.4f}")
print("probabilities:", p.round(4))
print(f"odds of the first two: {odds:.4f}")
