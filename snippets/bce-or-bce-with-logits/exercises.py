import numpy as np

last_32, last_64 = 24 * np.log(2), 53 * np.log(2)
p_64 = 1 / (1 + np.exp(-np.array([20.0, 50.0])))
loss_64 = -np.log(1 - p_64[0])

p_edge = 1 / (1 + np.exp(-np.array([16.6, 16.7], np.float32)))
with np.errstate(divide="ignore"):
    edge = -np.maximum(np.log(1 - p_edge), -100)

p_30 = 1 / (1 + np.exp(30.0))
slope = p_30 * (1 - p_30)
faded = (p_30 - 1) / max(slope, 1e-12) * slope
fades_below = -np.log(1e-12)

print(f"sigmoid is 1 from {last_32:.4f} (float32), {last_64:.4f} (float64)")
print(f"float64, logit 20: {loss_64:.4f}; logit 50: 1 - p = {1 - p_64[1]}")
print(f"float32, logits 16.6 and 16.7: {edge[0]:.4f}, {edge[1]:.4f}")
print(f"logit -30: gradient {faded:.4f}; it fades below -{fades_below:.4f}")
