import numpy as np

from logitbook import sigmoid

days = 0.01 * 365  # per day, then per year
print(f"per year: {days:.2f}, odds times {np.exp(days):.1f}")
year_factor = np.exp(days)

groups = np.array([-2.0, 2.0])  # intercepts, equally many people
p_mixed = [sigmoid(groups + b).mean() for b in (0.0, 1.0)]
odds = [p / (1 - p) for p in p_mixed]
ratio = odds[1] / odds[0]
print(f"mixed: {p_mixed[0]:.3f} to {p_mixed[1]:.3f}, ratio {ratio:.3f}")
print(f"in each group: {np.e:.3f}")
