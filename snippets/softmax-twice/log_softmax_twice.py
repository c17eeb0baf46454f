import numpy as np

from logitbook import cross_entropy, log_softmax

z = np.array([2.0, 1.0, 0.1])
once = log_softmax(z)
total = np.exp(once).sum()
again = log_softmax(once)

print(f"once  {once.round(6)}")
print(f"their exponentials sum to {total:.6f}")
print(f"again {again.round(6)}")
print(f"loss  {cross_entropy(z, 0):.6f}")
print(f"after log_softmax {cross_entropy(once, 0):.6f}")
