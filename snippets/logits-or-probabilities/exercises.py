import numpy as np

from logitbook import softmax

a = np.array([-0.2, -1.0, -3.5])  # all negative
total = np.exp(a).sum()
print(f"1. exponentials sum to {total:.3f}")
p = softmax(a)
print(f"   softmax {p.round(3)}")

z = np.array([0.2, 0.3, 0.5])  # sums to 1
q = softmax(z)
print(f"2. softmax {q.round(3)}")
