import numpy as np

from logitbook import softmax

z, cost = np.array([2.0, 1.0, 0.0]), np.array([3.0, 1.0, 2.0])
p = softmax(z)
true = p * (cost - p @ cost)  # the slopes of the expected minutes
noise = np.random.default_rng(0).gumbel(size=(200_000, 3))

print("  tau      mean slope of A   spread")
print(f" true   {true[0]:18.2f}")
for tau in (0.1, 0.5, 1.0, 5.0):
    soft = softmax((z + noise) / tau)
    slopes = soft[:, 0] * (cost[0] - soft @ cost) / tau
    print(f"{tau:5.1f}   {slopes.mean():18.2f} {slopes.std():8.2f}")

pick = (z + noise).argmax(axis=1)
score = cost[pick] * ((pick == 0) - p[0])  # REINFORCE
print(f"REINFORCE {score.mean():16.2f} {score.std():8.2f}")
