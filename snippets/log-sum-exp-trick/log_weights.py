import numpy as np

log_w = np.array([-1000.0, -1001.0, -1002.0])

with np.errstate(invalid="ignore"):
    typed = np.exp(log_w) / np.exp(log_w).sum()

w = np.exp(log_w - log_w.max())  # the largest becomes 1
p = w / w.sum()

print("as typed:", typed)
print("shifted: ", p.round(6))
