import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

z = np.array([3.0, 1.0, 0.2])
words = ["hot (logit 3)", "cold (1)", "purple (0.2)"]
t = np.logspace(-1, 2, 301)
p = softmax(z / t[:, np.newaxis])

figure, axes = plt.subplots(figsize=(6.4, 4))
for i, line in enumerate(("solid", "dashed", "dashdot")):
    axes.plot(t, p[:, i], linestyle=line, label=words[i])
axes.axhline(1 / 3, color="black", linewidth=0.8, linestyle="dotted")
axes.text(0.11, 0.35, "a third")
axes.set(xscale="log", xlim=(0.1, 100), ylim=(0, 1.02))
axes.set_xticks([0.1, 0.5, 1, 2, 10, 100])
axes.set_xticklabels(["0.1", "0.5", "1", "2", "10", "100"])
axes.minorticks_off()
axes.set(xlabel="temperature", ylabel="probability")
axes.legend()
figure.savefig("curves.svg")
