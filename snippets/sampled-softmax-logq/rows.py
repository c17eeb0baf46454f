import numpy as np

from logitbook import cross_entropy

rng = np.random.default_rng(0)
s = rng.normal(size=(4, 4))  # user i (row), song of user j (column)
q = np.array([0.4, 0.3, 0.2, 0.1])  # of each column's song
y = np.arange(4)  # the diagonal is true
tau = 0.05

plain = cross_entropy(s / tau, y)
rows = cross_entropy(s / tau - np.log(q)[:, None], y)
columns = cross_entropy(s / tau - np.log(q), y)
before = cross_entropy((s - np.log(q)) / tau, y)

print(f"no correction       {plain:.4f}")
print(f"along the rows      {rows:.4f}")
print(f"along the columns   {columns:.4f}")
print(f"before dividing     {before:.4f}")
