import matplotlib.pyplot as plt
import numpy as np

losses = -np.log([0.9, 0.5, 0.1])  # three words
padding = np.arange(10)
by_kept = np.full(10, losses.sum() / 3)
by_all = losses.sum() / (3 + padding)

figure, axes = plt.subplots()
axes.plot(padding, by_kept, "o-", label="sum / words")
axes.plot(padding, by_all, "s--", label="sum / all positions")
axes.text(1.3, by_all[1] + 0.03, f"{by_all[1]:.2f} with one")
axes.text(6, by_kept[0] + 0.03, f"{by_kept[0]:.2f} always")
axes.set(xlabel="positions of padding", ylabel="mean loss")
axes.set(ylim=(0, 1.2))
axes.legend(loc="lower left")
figure.savefig("padding.svg")
