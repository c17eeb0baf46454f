from statistics import NormalDist

import numpy as np

from logitbook import sigmoid

elo = 400 * np.log10(9)  # 90% is 9 to 1
print(f"1. 90% is {elo:.1f} Elo points")
p = sigmoid(np.log(2) + np.log(3))
print(f"2. 2 to 1, then 3 to 1: {p:.4f}")
gap_new = 1.0 - 0.4
p_new = sigmoid(gap_new)
print(f"3. gap {gap_new:.1f}: {p_new:.3f}")
x = np.linspace(-8, 8, 1601)
normal = np.array([NormalDist().cdf(t) for t in x])  # Thurstone
apart = np.abs(sigmoid(1.702 * x) - normal).max()
print(f"4. sigmoid and normal curve: {apart:.4f} apart at most")
