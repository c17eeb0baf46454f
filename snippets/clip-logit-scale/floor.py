import matplotlib.pyplot as plt
import numpy as np

scale = np.logspace(0, 2, 201)
figure, axes = plt.subplots()
for pairs in (32768, 256, 8):
    gap = pairs / (pairs - 1)  # true cosine minus average wrong one
    floor = np.log1p((pairs - 1) * np.exp(-scale * gap))
    axes.plot(scale, floor, label=f"{pairs:,} pairs")
for mark, name in ((1 / 0.07, "1/0.07"), (100, "100")):
    axes.axvline(mark, color="black", linewidth=0.8, linestyle="dotted")
    axes.text(mark / 1.04, 5, name, rotation=90, ha="right")
axes.set(xscale="log", xlim=(1, 105), ylim=(0, 11))
axes.set_xticks([1, 2, 5, 10, 20, 50, 100])
axes.set_xticklabels(["1", "2", "5", "10", "20", "50", "100"])
axes.minorticks_off()
axes.set(xlabel="scale", ylabel="floor of the loss")
axes.legend()
figure.savefig("floor.svg")
