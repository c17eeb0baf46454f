import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

rng = np.random.default_rng(0)
widths = 4 ** np.arange(6)  # 1 to 1,024
rules = {"divided by the root of d": 0.5, "not divided": 0, "divided by d": 1}
tops = np.zeros((6, 3))
for i, d in enumerate(widths):
    q = rng.normal(size=(300, d))
    k = rng.normal(size=(300, 16, d))  # 16 keys for each query
    raw = (k @ q[:, :, np.newaxis])[:, :, 0]
    for j, power in enumerate(rules.values()):
        tops[i, j] = softmax(raw / d**power).max(axis=1).mean()

figure, axes = plt.subplots()
for name, line in zip(rules, tops.T, strict=True):
    axes.plot(widths, line, marker="o", label=f"{name}: {line[-1]:.2f}")
axes.axhline(1 / 16, color="black", linestyle="dotted")
axes.set(xscale="log", xlabel="d", ylabel="largest weight", ylim=0)
axes.set_xticks(widths, [f"{d:,}" for d in widths])
axes.minorticks_off()
axes.legend(loc=(0.48, 0.4))
figure.savefig("three_divisors.svg")
