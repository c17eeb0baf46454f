import matplotlib.pyplot as plt
import numpy as np

p, q = np.array([0.7, 0.2, 0.1]), np.array([0.6, 0.3, 0.1])
powers = {"plus log q": 2, "nothing": 1, "minus log q": 0}

figure, axes = plt.subplots(figsize=(4.5, 3.2))
for row, power in enumerate(powers.values()):
    learned = p / q**power
    learned /= learned.sum()
    left = learned.cumsum() - learned
    for i, share in enumerate(learned):
        axes.barh(row, share, left=left[i], color=f"C{i}", height=0.4)
        middle = left[i] + share / 2
        axes.text(middle, row + 0.25, f"{100 * share:.3g}%", ha="center")
for i, (song, x) in enumerate({"hit": 0.35, "known": 0.8, "rare": 0.95}.items()):
    axes.text(x, 2.6, song, color=f"C{i}", ha="center")
axes.set_yticks(range(3), list(powers))
axes.set(xlim=(0, 1), ylim=(-0.4, 2.9), xlabel="share learned for user 1")
figure.savefig("bars.svg")
