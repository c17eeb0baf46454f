import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

p = softmax([2.0, 1.0, 0.1])
slopes = p - np.array([1, 0, 0])
at = np.arange(3)

figure, axes = plt.subplots()
axes.bar(at - 0.2, p, 0.38)
axes.bar(at + 0.2, slopes, 0.38)
for i in range(3):
    axes.text(at[i] - 0.2, p[i] + 0.02, f"{p[i]:.2f}", color="C0", ha="center")
    high = max(slopes[i], 0) + 0.02
    axes.text(at[i] + 0.2, high, f"{slopes[i]:.2f}", color="C1", ha="center")
axes.text(0.1, 0.6, "probability p", color="C0")
axes.text(0.5, -0.25, "slope p - y", color="C1")
axes.axhline(0, color="black", linewidth=0.8)
axes.set_xticks(at, ["cat (true)", "dog", "bird"])
axes.set(ylim=(-0.42, 0.78), ylabel="probability or slope")
figure.savefig("pushes.svg")
