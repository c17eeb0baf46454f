import numpy as np

from logitbook import sigmoid, softmax, softplus

x = np.array([3.0, -2.0, 4.0, -1.0])  # one logit for each of four inputs
y = np.array([1, 0, 1, 0])  # every sign is right
column = x[:, None]

p = softmax(column)[:, 0]
label = column.argmax(axis=1)
p_each = sigmoid([1.004, 0.709])
p_sum = p_each.sum()
loss = np.mean(softplus(x) - y * x)
loss_16 = np.mean(softplus(column) - y * column)  # 4 x 4 pairs

print("softmax over one output:", p)
print("argmax over one output: ", label)
print(f"two sigmoids: {p_each[0]:.4f} + {p_each[1]:.4f} = {p_sum:.4f}")
print(f"loss of shapes (4,) and (4,):   {loss:.6f}")
print(f"loss of shapes (4, 1) and (4,): {loss_16:.6f}")
