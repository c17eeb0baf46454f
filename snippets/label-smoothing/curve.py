import matplotlib.pyplot as plt
import numpy as np

from logitbook import cross_entropy

lead = np.linspace(-1, 10, 221)
z = np.stack([lead, 0 * lead, 0 * lead], axis=1)  # cat, dog, bird
y = np.zeros(221, dtype=int)
plain = cross_entropy(z, y, reduction="none")
smooth = cross_entropy(z, y, label_smoothing=0.1, reduction="none")
best = np.log(28)  # see by_hand

figure, axes = plt.subplots()
axes.plot(lead, plain)
axes.plot(lead, smooth)
axes.plot(best, smooth.min(), "o", color="C1")
axes.text(best + 0.1, 0.15, f"best lead, {best:.1f}", color="C1")
axes.text(7.2, 0.08, "plain", color="C0")
axes.text(7, 0.68, "smoothed", color="C1", ha="right")
axes.set(xlabel="lead of the true class", ylabel="loss", ylim=(0, 1.8))
figure.savefig("curve.svg")
