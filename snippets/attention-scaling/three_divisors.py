import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

rng = np.random.default_rng(0)
widths = 4 ** np.arange(6)  # 1 to 1,024
rules = {"divided by the root of d": 0.5, "not divided": 0, "divided by d": 1}
heights, tops = (0.3, 0.7, 0.13), np.zeros((6, 3))
for i, d in enumerate(widths):
    q = rng.normal(size=(300, d))
    k = rng.normal(size=(300, 16, d))  # 16 keys for each query
    raw = (k @ q[:, :, np.newaxis])[:, :, 0]
    for j, power in enumerate(rules.values()):
        tops[i, j] = softmax(raw / d**power).max(axis=1).mean()
figure, axes = plt.subplots()
axes.plot(widths, tops, "o-")
for j, name in enumerate(rules):
    text = f"{name}: {tops[-1, j]:.2f}"
    axes.text(1024, heights[j], text, color=f"C{j}", ha="right")
axes.axhline(1 / 16, color="black", linestyle="dotted")
axes.set(xscale="log", xlabel="d", ylabel="largest weight", ylim=0)
axes.set_xticks(widths, [f"{d:,}" for d in widths])
axes.minorticks_off()
figure.savefig("three_divisors.svg")
