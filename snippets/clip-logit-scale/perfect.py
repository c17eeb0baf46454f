import matplotlib.pyplot as plt
import numpy as np

scale = np.logspace(0, 2, 201)
figure, axes = plt.subplots()
# The cosine is 1 for the true text, 0 for others.
for color, pairs in {"C0": 32768, "C1": 256, "C2": 8}.items():
    loss = np.log1p((pairs - 1) * np.exp(-scale))
    axes.plot(scale, loss, color)
    axes.text(1.08, loss[0] + 0.3, f"{pairs:,} pairs", color=color)
for mark, name in ((1 / 0.07, "1/0.07"), (100, "100")):
    axes.axvline(mark, color="black", linewidth=0.8, linestyle="dotted")
    axes.text(mark / 1.04, 5, name, rotation=90, ha="right")
axes.set(xscale="log", xlim=(1, 105), ylim=(0, 11))
axes.set_xticks([1, 2, 5, 10, 20, 50, 100])
axes.set_xticklabels(["1", "2", "5", "10", "20", "50", "100"])
axes.minorticks_off()
axes.set(xlabel="scale", ylabel="loss of perfect vectors")
figure.savefig("perfect.svg")
