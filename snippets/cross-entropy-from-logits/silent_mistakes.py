import numpy as np

from logitbook import cross_entropy, log_softmax

# One sentence, three tokens, three classes
z = np.array([[[4.0, 0, 0], [3, 1, 0], [5, 0, 1]]])
y = np.array([[0, 0, 0]])
axis_2 = cross_entropy(z, y, axis=2)
axis_1 = cross_entropy(z, y, axis=1)
print(f"class axis 2 {axis_2:.4f}, axis 1 {axis_1:.4f}")

column = cross_entropy([[-7.0], [3.0], [2.0]], [0, 0, 0])
one_row = cross_entropy([-7.0, 3.0, 2.0], [0.0, 1.0, 1.0])
print(f"one output {column:.4f}, squeezed {one_row:.4f}")

labels = np.array([0, 1, 2])
log_p = log_softmax([[2.0, 1.0, 0.1]] * 3)
indexed = -log_p[[0, 1, 2], labels].mean()
spread = -(labels * log_p).sum(axis=-1).mean()
print(f"indices {indexed:.4f}, as shares {spread:.4f}")
