import matplotlib.pyplot as plt
import numpy as np

gap = np.linspace(0, 45, 451)

figure, axes = plt.subplots()
axes.semilogy(gap, np.log1p(np.exp(-gap)), label="with log1p")
for dtype, style in [(np.float64, "dashed"), (np.float32, "dotted")]:
    loss = np.log(1 + np.exp(-gap.astype(dtype)))
    kept = loss > 0
    x, y, name = gap[kept], loss[kept], f"plain, {dtype.__name__}"
    axes.semilogy(x, y, linestyle=style, linewidth=4, label=name)
    axes.text(x[-1] - 1, y[-1] / 30, "0 from here", ha="right")
axes.set(xlabel="lead of the true class over the other", ylabel="loss")
axes.legend(handlelength=3)
figure.savefig("small_losses.svg")
