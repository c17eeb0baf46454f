import numpy as np

from logitbook import sigmoid

y = np.array([1] * 10 + [0] * 90)  # 100 like inputs, 10 yes


def trained(weight):
    x = 0.0
    for _ in range(2000):
        p = sigmoid(x)
        x -= 0.05 * np.mean(np.where(y == 1, weight * (p - 1), p))
    return x


plain, weighted = trained(1), trained(9)
print(f"pos_weight 1: logit {plain:.3f}")
print(f"pos_weight 9: logit {weighted:.3f}")
print(f"apart: {weighted - plain:.3f}, log 9: {np.log(9):.3f}")
