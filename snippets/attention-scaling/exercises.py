import numpy as np

from logitbook import softmax

p_64 = softmax(np.array([24.0, 8.0, 0.0]) / 64)
print("divided by 64:", p_64.round(3))

rng = np.random.default_rng(1)
q, k = 2 * rng.normal(size=(2, 400, 64))  # 400 queries, 400 keys
size_2 = np.std(q @ k.T / 8)
print(f"entries of size 2: spread {size_2:.2f}")

q, k = 1 + rng.normal(size=(2, 400, 64))
scores = q @ k.T / 8  # a row for each query
mean = scores.mean()
in_a_row = scores.std(axis=1).mean()
print(f"entries of mean 1: average {mean:.2f}")
print(f"spread among a query's keys: {in_a_row:.2f}")
