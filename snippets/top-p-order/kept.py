import matplotlib.pyplot as plt
import numpy as np

words, lead = 50_000, 14.0
t = np.linspace(0.5, 2, 301)
others = words * np.exp(-lead / t)  # their weight beside the leader's 1
leader = 1 / (1 + others)
missing = np.maximum(0.9 - leader, 0) * (1 + others) / np.exp(-lead / t)
kept = 1 + np.ceil(missing)

figure, axes = plt.subplots()
axes.plot(t, kept)
axes.plot(t, 1 + 0 * t, "--")
axes.text(1.12, 2000, "temperature first", color="C0")
axes.text(1.5, 1.3, "top-p first", color="C1")
axes.set(yscale="log", ylim=(0.7, 100_000), xlim=(0.5, 2))
axes.set_xticks([0.5, 1, 1.5, 2])
axes.set_yticks([1, 10, 100, 1000, 10_000])
axes.set_yticklabels(["1", "10", "100", "1,000", "10,000"])
axes.minorticks_off()
axes.set(xlabel="temperature", ylabel="words that top-p 0.9 keeps")
figure.savefig("kept.svg")
