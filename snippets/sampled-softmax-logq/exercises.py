import numpy as np

from logitbook import softmax

p, q = np.array([0.7, 0.2, 0.1]), np.array([0.6, 0.3, 0.1])
s = np.log(p / q)  # learned without a correction
repaired = softmax(s + np.log(q))
uniform = softmax(np.array([2.0, 1.0, 0.0]) - np.log(1 / 3))

print("plus log q when serving:", repaired.round(2))
print("uniform q, minus log q: ", uniform.round(3))
