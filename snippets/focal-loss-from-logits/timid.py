import numpy as np

gamma = 2


def w(p):
    return (1 - p) ** gamma * (1 - gamma * p * np.log(p) / (1 - p))


def loss(p):
    return -((1 - p) ** gamma) * np.log(p)


true = np.array([0.5, 0.8, 0.9, 0.99])
grid = np.linspace(1e-4, 1 - 1e-4, 200_001)
said, back = np.empty(4), np.empty(4)
for i, t in enumerate(true):  # t of all patches like this are "yes"
    said[i] = grid[np.argmin(t * loss(grid) + (1 - t) * loss(1 - grid))]
    yes, no = said[i] / w(said[i]), (1 - said[i]) / w(1 - said[i])
    back[i] = yes / (yes + no)

print("true:     ", true)
print("said:     ", said.round(3))
print("corrected:", back.round(3))
