import numpy as np

from logitbook import softmax

p = np.array([0.7, 0.2, 0.1])  # one kind of user, so q is p too
B, found = 64, {}
for masked in (False, True):
    rng = np.random.default_rng(0)
    s, total = np.zeros(3), np.zeros(3)
    for step in range(2000):
        song = rng.choice(3, size=B, p=p)
        logits = np.tile((s - np.log(p))[song], (B, 1))
        same = (song[:, None] == song) & ~np.eye(B, dtype=bool)
        logits[same & masked] = -np.inf  # the same song, elsewhere
        push = softmax(logits) - np.eye(B)
        s -= push.sum(axis=0) @ np.eye(3)[song] / B
        total += s * (step >= 1000)
    found[masked] = softmax(total / 1000)

kept, removed = found[False], found[True]
print("true shares:", p)
print("kept:       ", kept.round(2))
print("masked:     ", removed.round(2))
