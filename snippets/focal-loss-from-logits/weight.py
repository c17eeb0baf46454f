import matplotlib.pyplot as plt
import numpy as np

p = np.linspace(0.001, 0.999, 999)

figure, axes = plt.subplots()
for gamma, at in ((0.5, 0.82), (2, 0.62), (5, 0.35)):
    w = (1 - p) ** gamma * (1 - gamma * p * np.log(p) / (1 - p))
    (line,) = axes.plot(p, w)
    i = np.searchsorted(p, at)
    text = f"γ = {gamma}"
    axes.text(p[i] + 0.02, w[i] + 0.03, text, color=line.get_color())
axes.axhline(1, linestyle=":", color="black")
axes.text(1, 1.04, "cross-entropy", ha="right")
axes.set(xlim=(0, 1), ylim=(0, 1.75))
axes.set(xlabel="probability of the true class", ylabel="gradient, times")
figure.savefig("weight.svg")
