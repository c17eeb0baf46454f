import matplotlib.pyplot as plt
import numpy as np

losses = -np.log([0.9, 0.5, 0.1])  # three words
padding = np.arange(10)
by_kept = np.full(10, losses.sum() / 3)
by_all = losses.sum() / (3 + padding)

figure, axes = plt.subplots()
axes.plot(padding, by_kept, "o-")
axes.plot(padding, by_all, "s--")
axes.text(1.3, by_all[1] + 0.03, f"{by_all[1]:.2f} with one", color="C1")
text = f"sum / words: {by_kept[0]:.2f} always"
axes.text(9, by_kept[0] + 0.04, text, color="C0", ha="right")
axes.text(0, 0.3, "sum / all positions", color="C1")
axes.set(xlabel="positions of padding", ylabel="mean loss")
axes.set(ylim=(0, 1.2))
figure.savefig("padding.svg")
