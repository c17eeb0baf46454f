import numpy as np

from logitbook import cross_entropy, log_softmax

z = np.array([2.0, 1.0, 0.1, -np.inf])  # the fourth is not allowed
eps = 0.1
plain = cross_entropy(z, 0)
smoothed = cross_entropy(z, 0, label_smoothing=eps)

allowed = np.isfinite(z)  # smooth over these alone
log_p = log_softmax(z)
fixed = -(1 - eps) * log_p[0] - eps * log_p[allowed].mean()
big = cross_entropy(np.where(allowed, z, -1e4), 0, label_smoothing=eps)

print(f"plain {plain:.4f}, smoothed {smoothed}")
print(f"over the allowed {fixed:.4f}")
print(f"-1e4 instead of -inf {big:.1f}")
