import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

z = np.array([1.0, 2.0, 3.0])
powers = 2.0 ** np.arange(41)
places = {np.float16: (40, 0.58), np.float32: (4e5, 0.58)}
places[np.float64] = (6e10, 0.58)

figure, axes = plt.subplots()
for i, (dtype, place) in enumerate(places.items()):
    c = powers[powers < np.finfo(dtype).max / 2].astype(dtype)
    p = softmax(z.astype(dtype) + c[:, np.newaxis])[:, 2]
    axes.plot(c, p, "o-", markersize=3, linewidth=1, zorder=3 - i)
    axes.text(*place, dtype.__name__, color=f"C{i}", ha="center")
axes.axhline(1 / 3, color="black", linewidth=0.8, linestyle="dotted")
axes.text(1.3, 0.36, "a third")
axes.set(xscale="log", xlim=(0.7, 2e12), ylim=(0, 1.05))
axes.set_xticks([1, 1e3, 1e6, 1e9, 1e12])
axes.set_xticklabels(["1", "1000", "1e6", "1e9", "1e12"])
axes.minorticks_off()
axes.set(xlabel="added to the logits 1, 2 and 3", ylabel="share of the third")
figure.savefig("levels.svg")
