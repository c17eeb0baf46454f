import numpy as np

from logitbook import softmax, softmax_jacobian


def gradients(z, y):
    """Derivatives by the true logit: right, and with softmax twice."""
    p, target = softmax(z), np.eye(len(z))[y]
    twice = softmax_jacobian(z) @ (softmax(p) - target)
    return p[y] - 1, twice[y]


right_10, twice_10 = gradients(np.zeros(10), 0)
right_2, twice_2 = gradients(np.array([8.0, 0.0]), 1)
factor_10, factor_2 = right_10 / twice_10, right_2 / twice_2

print("logits      right      twice      factor")
print(f"ten zeros   {right_10:.6f}  {twice_10:.6f}  {factor_10:6.1f}")
print(f"8 and 0     {right_2:.6f}  {twice_2:.6f}  {factor_2:6.1f}")
