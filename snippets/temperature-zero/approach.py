import matplotlib.pyplot as plt
import numpy as np

t = np.logspace(-4, 1, 501)
labels = {2: (0.2, 0.86), 0.1: (0.006, 0.86), 0.01: (0.00015, 0.86)}

figure, axes = plt.subplots()
for i, (lead, place) in enumerate(labels.items()):
    p = 1 / (1 + np.exp(-lead / t))
    axes.plot(t, p, ("-", "--", "-.")[i], color=f"C{i}")
    axes.text(*place, f"lead {lead}", color=f"C{i}")
axes.plot(t, 0 * t + 0.5, color="C3", linestyle="dotted")
axes.text(0.00012, 0.52, "tie", color="C3")
axes.set(xscale="log", xlim=(1e-4, 10), ylim=(0.45, 1.02))
axes.set_xticks([1e-4, 0.01, 0.1, 1, 10])
axes.set_xticklabels(["0.0001", "0.01", "0.1", "1", "10"])
axes.minorticks_off()
axes.set(xlabel="temperature", ylabel="probability of the leader")
figure.savefig("approach.svg")
