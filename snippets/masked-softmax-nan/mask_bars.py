import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

z = np.array([1.0, 2.0, 3.0])
keep = np.array([True, False, True])
ways = {
    "-inf\nbefore softmax": softmax(z, where=keep),
    "logits\ntimes mask": softmax(z * keep),
    "probabilities\ntimes mask": softmax(z) * keep,
}

figure, axes = plt.subplots()
for i in range(3):
    heights = [p[i] for p in ways.values()]
    places = np.arange(3) + 0.28 * (i - 1)
    bars = axes.bar(places, heights, 0.26, label=f"class {i + 1}")
    axes.bar_label(bars, fmt="%.2f", padding=2)
axes.set_xticks(range(3), list(ways))
axes.set(ylabel="probability", ylim=(0, 1.15))
axes.legend(ncols=3, loc="upper center")
figure.savefig("mask_bars.svg")
