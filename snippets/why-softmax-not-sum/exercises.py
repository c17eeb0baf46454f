import numpy as np

from logitbook import softmax

p_log = softmax(np.log([3.0, 1.0]))
print(f"of the logarithms: {p_log[0]:.4f}")

scores = np.array([3.0, 1.0])
base_2 = 2**scores / (2**scores).sum()
longer = scores / np.log(2)
restored = 2**longer / (2**longer).sum()
print(f"base 2: {base_2[0]:.4f}, {restored[0]:.4f}")
