import numpy as np

from logitbook import softmax

lower = np.array([3.0, 1.0]) - 10
share_lower = lower / lower.sum()
p_lower = softmax(lower)
print(f"by the sum {share_lower[0]:.4f}, softmax {p_lower[0]:.4f}")

p_log = softmax(np.log([3.0, 1.0]))
print(f"of the logarithms: {p_log[0]:.4f}")

image_2 = np.array([1.004, 0.709])
base_2 = 2**image_2 / (2**image_2).sum()
longer = image_2 / np.log(2)
restored = 2**longer / (2**longer).sum()
print(f"base 2: {base_2[0]:.6f}, {restored[0]:.6f}")
