import numpy as np

from logitbook import cross_entropy, softmax, softmax_jacobian

z = np.array([200.0, 0.0])
right, twice = cross_entropy(z, 0), cross_entropy(softmax(z), 0)
print(f"1. loss {right:.4f} from z, {twice:.4f} from p")

factors = []
for lead in (8.0, 16.0):
    z = np.array([lead, 0.0])
    p = softmax(z)
    g = softmax_jacobian(z) @ (softmax(p) - [0, 1])
    factors.append((p[1] - 1) / g[1])
growth = factors[1] / factors[0]
print(f"2. factor {factors[1]:.3e}, {growth:.0f} times as large")

p = np.array([2.0, 1.0, 0.1])
for _ in range(20):
    p = softmax(p)
print(f"3. {p.round(6)}")
