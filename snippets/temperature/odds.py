import numpy as np

from logitbook import softmax

z = np.array([3.0, 1.0, 0.2])

between, against_rest = {}, {}
for t in (1, 2):
    p = softmax(z / t)
    between[t] = p[0] / p[1]  # first class to second
    against_rest[t] = p[0] / (p[1] + p[2])  # first to all others

first, first_rest = between[1], against_rest[1]
second, second_rest = between[2], against_rest[2]
root, root_rest = np.sqrt(first), np.sqrt(first_rest)

print("              T = 1   its root   T = 2")
print(f"to the second {first:.4f}   {root:.4f}   {second:.4f}")
print(f"to the rest   {first_rest:.4f}   {root_rest:.4f}   {second_rest:.4f}")
