import numpy as np

from logitbook import log_softmax, softplus

x = np.array([3.0, -2.0, 4.0, -1.0])  # one logit for each email
y = np.array([1.0, 0.0, 1.0, 0.0])  # every sign is right
column = x[:, None]

loss = np.mean(softplus(x) - y * x)
pairs = softplus(column) - y * column  # shape (4, 4)
loss_16 = np.mean(pairs)
loss_flat = -np.sum(y * log_softmax(x))

print(f"shapes (4,) and (4,):   {loss:.6f}")
print(f"shapes (4, 1) and (4,): {loss_16:.6f}")
print(f"softmax over the batch: {loss_flat:.6f}")
