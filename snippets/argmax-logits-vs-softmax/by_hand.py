import numpy as np

z = np.array([1.0, 2.0])  # the logits of cat and dog

weights = np.exp(z)
total = weights.sum()
percent = 100 * weights / total

print(f"weights: {weights[0]:.4f} and {weights[1]:.4f}")
print(f"total:   {total:.4f}")
print(f"percent: {percent[0]:.2f} and {percent[1]:.2f}")
print(f"argmax:  {z.argmax()} before, {percent.argmax()} after")
