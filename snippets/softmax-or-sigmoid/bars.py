import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid, softmax

labels = ["dog", "cat", "beach"]
z = np.array([1.5, -0.5, 2.0])
ways = {"a sigmoid for each label": sigmoid(z), "softmax": softmax(z)}

figure, axes = plt.subplots()
for i, (way, p) in enumerate(ways.items()):
    places = np.arange(3) + 0.36 * (i - 0.5)
    bars = axes.bar(places, p, 0.34, label=way)
    axes.bar_label(bars, fmt="%.2f", padding=2)
axes.axhline(0.5, color="black", linewidth=1, linestyle="dashed")
axes.text(1, 0.52, "found above this line", ha="center")
axes.set_xticks(range(3), labels)
axes.set(ylabel="probability", ylim=(0, 1.25))
axes.legend(ncols=2, loc="upper center")
figure.savefig("bars.svg")
