import numpy as np

from logitbook import log_softmax, sigmoid, softmax, softplus

x = np.array([3.0, -2.0, 4.0, -1.0])  # one logit an input
y = np.array([1, 0, 1, 0])  # every sign is right
column = x[:, None]

p = softmax(column)[:, 0]
label = column.argmax(axis=1)
loss = np.mean(softplus(x) - y * x)
pairs = softplus(column) - y * column  # shape (4, 4)
loss_16 = np.mean(pairs)
loss_flat = -np.sum(y * log_softmax(x))
p_each = sigmoid([2.0, 0.5])  # spam, not spam

print("softmax of one output:", p)
print("argmax of one output: ", label)
print(f"loss, shapes (4,) and (4,):   {loss:.6f}")
print(f"loss, shapes (4, 1) and (4,): {loss_16:.6f}")
print(f"softmax over the batch: loss {loss_flat:.6f}")
print(f"two sigmoids: sum {p_each.sum():.6f}")
