import numpy as np

from logitbook import sigmoid

x = -1000.0
with np.errstate(over="ignore", invalid="ignore"):
    power = np.exp(-x)  # inf
    p = 1 / (1 + power)  # 0, which is right
    typed = p * p * power  # 0 * inf

q = sigmoid(x)
print("value:", p, "and", q)
print("slope as typed:  ", typed)
print("slope p * (1-p): ", q * (1 - q))
