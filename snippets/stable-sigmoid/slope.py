import numpy as np

from logitbook import sigmoid

x = -1000.0
with np.errstate(over="ignore", invalid="ignore"):
    power = np.exp(-x)  # inf
    p = 1 / (1 + power)  # 0, which is right
    typed = p * p * power  # 0 * inf

q = sigmoid(x)
at_10 = sigmoid(10) * (1 - sigmoid(10))
print("value:", p, "and", q)
print("slope as typed:  ", typed)
print("slope p * (1-p): ", q * (1 - q))
print(f"slope at 10:      {at_10:.1e}")
