import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

z = np.array([[2.0, 1.0, 0.0], [4.0, 0.0, 0.0]])
titles = ["dim=1, right: each row is 100%", "dim=0, wrong: each column is 100%"]

figure, panels = plt.subplots(2, 1, figsize=(4.5, 4.8))
for dim, axes, color in [(1, panels[0], "C0"), (0, panels[1], "C1")]:
    p = softmax(z, axis=dim)
    for i, j in np.ndindex(2, 3):
        text = f"score {z[i, j]:.0f}\n{p[i, j]:.0%}"
        axes.text(j, i, text, ha="center", va="center")
    for k in range(z.shape[1 - dim]):
        x = [-0.4, 2.4] if dim else [k - 0.4, k + 0.4]
        y = [k - 0.4, k + 0.4] if dim else [-0.4, 1.4]
        box = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
        axes.plot(np.take(x, box[:, 0]), np.take(y, box[:, 1]), color)
    axes.set_xticks(range(3), ["cat", "dog", "bird"])
    axes.set_yticks(range(2), ["photo 1", "photo 2"])
    axes.set(title=titles[1 - dim], xlim=(-0.6, 2.6), ylim=(1.6, -0.6))
    axes.grid(False)
figure.savefig("directions.svg")
