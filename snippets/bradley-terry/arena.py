import numpy as np

from logitbook import sigmoid

names = ["Ada", "Bo", "Cy"]
wins = np.array([[0, 8, 9], [2, 0, 7], [1, 3, 0]])  # row beat column

r = np.zeros(3)
for _ in range(500):
    p = sigmoid(r[:, np.newaxis] - r)  # row beats column
    slope = wins.sum(axis=1) - (p * (wins + wins.T)).sum(axis=1)
    r = r + 0.05 * slope  # up where it wins more than expected
elo = 1000 + r * 400 / np.log(10)  # the mean rating is 1000
moved = elo - elo[2] + 1000  # Cy is the anchor, at 1000

for i, name in enumerate(names):
    print(f"{name:<4} r {r[i]:6.3f}  Elo {elo[i]:6.1f} or {moved[i]:6.1f}")
ada_bo = sigmoid(r[0] - r[1])
by_elo = 1 / (1 + 10 ** ((moved[1] - moved[0]) / 400))
print(f"Ada beats Bo: {ada_bo:.3f}, from Elo {by_elo:.3f}")
