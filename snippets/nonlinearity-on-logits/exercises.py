import numpy as np

from logitbook import softmax

z = np.array([0.5, -2.5])
p = softmax(np.maximum(z, 0))
gradient = np.where(z > 0, p - [1, 0], 0)
p_second = p[1]
print(f"1. p {p.round(4)}, gradient {gradient.round(4)}")

needed = np.log(0.99 / 0.01 * 999)
p_relu6 = 1 / (1 + 999 * np.exp(-6.0))
print(f"2. width {needed:.4f}, ReLU6 gives {p_relu6:.4f}")
