import numpy as np

last_32, last_64 = 24 * np.log(2), 53 * np.log(2)
x_64 = np.array([20.0, 50.0])
p_64 = 1 / (1 + np.exp(-x_64))
loss_64 = -np.log(1 - p_64[0])

p_30 = 1 / (1 + np.exp(30.0))
slope = p_30 * (1 - p_30)
faded = (p_30 - 1) / max(slope, 1e-12) * slope
fades_below = -np.log(1e-12)

print(f"1 from {last_32:.4f}, in float64 {last_64:.4f}")
print(f"float64: {loss_64:.4f}, then 1 - p = {1 - p_64[1]}")
print(f"at -30: {faded:.4f}, below -{fades_below:.4f}")
