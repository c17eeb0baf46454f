import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

z = np.array([3.0, 1.0, 0.2])
words = {"hot (logit 3)": (2.1, 0.7), "cold (1)": (0.3, 0.2)}
words["purple (0.2)"] = (2.5, 0.08)
t = np.logspace(-1, 2, 301)
p = softmax(z / t[:, np.newaxis])

figure, axes = plt.subplots()
for i, (word, place) in enumerate(words.items()):
    axes.plot(t, p[:, i], ("-", "--", "-.")[i])
    axes.text(*place, word, color=f"C{i}")
axes.axhline(1 / 3, color="black", linewidth=0.8, linestyle="dotted")
axes.text(0.11, 0.35, "a third")
axes.set(xscale="log", xlim=(0.1, 100), ylim=(0, 1.02))
axes.set_xticks([0.1, 0.5, 1, 2, 10, 100])
axes.set_xticklabels(["0.1", "0.5", "1", "2", "10", "100"])
axes.minorticks_off()
axes.set(xlabel="temperature", ylabel="probability")
figure.savefig("curves.svg")
