import numpy as np

z = np.array([1.0, 2.0])  # the logits of cat and dog

weights = np.exp(z)
total = weights.sum()
p = weights / total

print(f"e to the logits: {weights[0]:.4f} and {weights[1]:.4f}")
print(f"total:           {total:.4f}")
print(f"probabilities:   {p[0]:.4f} and {p[1]:.4f}")
print(f"argmax:          {z.argmax()} before, {p.argmax()} after")
