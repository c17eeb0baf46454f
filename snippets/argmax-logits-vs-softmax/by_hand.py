import numpy as np

z = np.array([1.0, 2.0])  # the logits of cat and dog

weights = np.exp(z)
total = weights.sum()
p = weights / total

print(f"weights:       {weights[0]:.6f}, {weights[1]:.6f}")
print(f"total:         {total:.6f}")
print(f"probabilities: {p[0]:.6f}, {p[1]:.6f}")
print(f"argmax: {z.argmax()} of logits, {p.argmax()} of probabilities")
