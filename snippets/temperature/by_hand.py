import numpy as np

z = np.array([3.0, 1.0, 0.2])
t = 2.0

divided = z / t
weights = np.exp(divided)
total = weights.sum()
percent = 100 * weights / total

plain = np.exp(z)  # temperature 1
plain_total = plain.sum()
plain_percent = 100 * plain / plain_total

print("divided:", divided)
print("weights:", weights.round(4))
print(f"total:   {total:.4f}")
print("percent at T = 2:", percent.round(2))
print("percent at T = 1:", plain_percent.round(2))
