import numpy as np

p = np.array([0.5, 0.41, 0.06, 0.03])  # sorted
total = np.cumsum(p)

wrong = total <= 0.9  # drops the word that crosses
right = total - p < 0.9  # what stands before is short of 0.9

print("added up          ", total.round(2))
print("total <= 0.9      ", wrong, f"{p[wrong].sum():.2f}")
print("total - p < 0.9   ", right, f"{p[right].sum():.2f}")
