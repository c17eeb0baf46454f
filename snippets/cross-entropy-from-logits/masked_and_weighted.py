import numpy as np

from logitbook import cross_entropy, log_softmax

z = np.array([2.0, 1.0, -np.inf])  # the third class is masked
q = np.array([0.7, 0.3, 0.0])  # its share is 0
log_p = log_softmax(z)
by_index = -log_p[0]
with np.errstate(invalid="ignore"):
    by_shares = -(q * log_p).sum()
kept = -(q * np.where(q > 0, log_p, 0)).sum()
print(f"masked: index {by_index:.4f}, shares {by_shares}")
print(f"shares, without the masked class: {kept:.4f}")

z = np.array([[2.0, 1.0, 0.1], [0.0, 1.0, 2.0]])
w = [3.0, 1.0, 1.0]  # class weights
w_index = cross_entropy(z, [0, 1], weight=w)
w_one_hot = cross_entropy(z, np.eye(3)[[0, 1]], weight=w)
print(f"weighted: index {w_index:.4f}, one-hot {w_one_hot:.4f}")
