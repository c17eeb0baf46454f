import matplotlib.pyplot as plt
import numpy as np

from logitbook import log_softmax

logprobs = log_softmax([3.0, 1.0, 0.2])
t = np.linspace(0.4, 4, 181)
scaled = logprobs / t[:, np.newaxis]
lines = {"divided only": (2.3, 0.97), "two listed, normalised": (1.75, 0.785)}
lines["all, normalised"] = (1.05, 0.54)
values = [scaled, log_softmax(scaled[:, :2]), log_softmax(scaled)]

figure, axes = plt.subplots()
for i, (label, place) in enumerate(lines.items()):
    p = np.exp(values[i][:, 0])
    axes.plot(t, p, ("--", "-.", "-")[i], color=f"C{i}")
    axes.text(*place, label, color=f"C{i}")
axes.axvline(1, color="black", linewidth=0.8, linestyle="dotted")
axes.set_xticks([0.5, 1, 2, 3, 4])
axes.set_xticklabels(["0.5", "1", "2", "3", "4"])
axes.set(xlabel="temperature", ylabel="probability of hot", ylim=(0.4, 1.03))
figure.savefig("curves.svg")
