import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

paths = {"capitals first": (1.0, 1.5, -0.8), "sender first": (-0.8, 1.5, 1.0)}

figure, panels = plt.subplots(1, 2)
for axes, height in zip(panels, (np.asarray, sigmoid), strict=True):
    for i, (name, steps) in enumerate(paths.items()):
        y = height(np.cumsum([-2.0, *steps]))
        axes.plot(y, ("o-", "s--")[i], markersize=4, linewidth=1)
        axes.plot([1, 2], y[1:3], "-", color=f"C{i}", linewidth=4)
        place = (0, y[2] + 0.05 * np.ptp(y)) if i == 0 else (1.3, y[1])
        axes.text(*place, name, color=f"C{i}")
    axes.set(xlabel="features added", xticks=range(4))
    axes.margins(y=0.15)
panels[0].set_title("log-odds")
panels[1].set_title("probability")
figure.savefig("paths.svg")
