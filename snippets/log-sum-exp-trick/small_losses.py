import matplotlib.pyplot as plt
import numpy as np

gap = np.linspace(0, 45, 451)

figure, axes = plt.subplots()
axes.semilogy(gap, np.log1p(np.exp(-gap)))
axes.text(45, 1e-13, "with log1p", color="C0", ha="right")
for dtype, style in [(np.float64, "C1--"), (np.float32, "C2:")]:
    loss = np.log(1 + np.exp(-gap.astype(dtype)))
    kept = loss > 0
    x, y, name = gap[kept], loss[kept], f"plain, {dtype.__name__}:"
    axes.semilogy(x, y, style, linewidth=4)
    place = {"ha": "right", "va": "top", "color": style[:2]}
    axes.text(x[-1] - 1, y[-1], f"{name}\n0 from here", **place)
axes.set(xlabel="lead of the true class over the other", ylabel="loss")
axes.yaxis.set_major_formatter("{x:g}")
figure.savefig("small_losses.svg")
