import numpy as np

p = 0.9
ce = -np.log(p)
factor = (1 - p) ** 2
w = factor * (1 + 2 * p * ce / (1 - p))
loss_by, gradient_by = 1 / factor, 1 / w

z = np.array([5.0, 1.0, 0.0])  # the first class is true
log_p = z - np.log(np.exp(z).sum())
rest = np.log(np.exp(log_p[1:]).sum())
loss = -np.exp(2 * rest) * log_p[0]
cut = -np.log(1e-7)
start = np.log(99)  # minus the logit of 1%

print(f"loss {loss_by:.0f} times smaller, gradient {gradient_by:.0f}")
print(f"log p {log_p[0]:.4f}, log(1 - p) {rest:.4f}, loss {loss:.1e}")
print(f"loss at 1e-7: {cut:.2f}, logit of 1% -{start:.2f}")
