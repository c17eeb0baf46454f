import numpy as np

from logitbook import softmax

scores = np.array([3.0, 1.0])
shifts = np.array([0.0, -1.5, -2.0, -4.0])

z = scores + shifts[:, np.newaxis]  # a row for each shift
with np.errstate(divide="ignore"):  # one of the totals is 0
    share = z / z.sum(axis=1, keepdims=True)
first, p = share[:, 0], softmax(z)[:, 0]

print("   scores    by the sum   softmax")
for i in range(4):
    print(f"{z[i, 0]:4.1f}, {z[i, 1]:4.1f}  {first[i]:9.2f}    {p[i]:.4f}")
