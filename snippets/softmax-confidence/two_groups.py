import numpy as np

from logitbook import fit_temperature, softmax

z = np.array([[8.0, 0.0]] * 100 + [[1.0, 0.0]] * 100)
y = np.array([0] * 85 + [1] * 15 + [0] * 75 + [1] * 25)
groups = {"lead 8": slice(100), "lead 1": slice(100, 200)}
groups["all"] = slice(200)

t = fit_temperature(z, y)
right = 100 * (y == 0)
claimed = 100 * softmax(z / t).max(axis=1)

print(f"fitted T = {t:.4f}")
for name, rows in groups.items():
    mean_right, mean_claim = right[rows].mean(), claimed[rows].mean()
    print(f"{name:<6} right {mean_right:.1f}, claimed {mean_claim:.1f}")
long_claim, short_claim = claimed[0], claimed[100]
