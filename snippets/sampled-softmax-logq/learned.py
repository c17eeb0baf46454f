import numpy as np

from logitbook import softmax

taste = np.array([[0.7, 0.2, 0.1], [0.5, 0.4, 0.1]])  # two users
q = taste.mean(axis=0)  # 0.6, 0.3, 0.1: the share of each song
B, found = 64, {}
for sign in (0, -1, 1):
    rng = np.random.default_rng(0)
    s, total = np.zeros((2, 3)), np.zeros((2, 3))
    for step in range(3000):
        user = rng.integers(2, size=B)
        u = rng.random((B, 1))
        song = (u > taste[user].cumsum(axis=1)[:, :2]).sum(axis=1)
        logits = s[user][:, song] + sign * np.log(q[song])
        push = softmax(logits) - np.eye(B)  # the gradient
        per_song = push @ np.eye(3)[song]  # columns of one song
        np.add.at(s, user, -per_song / B)
        total += s * (step >= 1000)
    found[sign] = softmax(total / 2000)

print("user 1, likes:", taste[0])
for sign, name in ((0, "nothing"), (-1, "minus log q"), (1, "plus log q")):
    print(f"{name:<13} ", found[sign][0].round(2))
nothing, minus, plus = found[0], found[-1], found[1]
