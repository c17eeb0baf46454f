import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

x = np.linspace(0, 60, 1201)

figure, axes = plt.subplots(figsize=(4.5, 3.8))
axes.plot(x, sigmoid(-x), zorder=3)
axes.text(60, 1e-16, "sigmoid of -x", color="C0", ha="right")
axes.text(24, 1e-8, "1 - sigmoid of x", color="C1")
for dtype, style in ((np.float64, "dashed"), (np.float32, "dotted")):
    gap = 1 - sigmoid(x.astype(dtype))
    end = (np.finfo(dtype).nmant + 1) * np.log(2)
    text = f"{dtype.__name__}:\n0 from\n{end:.1f} on"
    low = np.maximum(gap, 1e-30)  # a logarithmic axis has no 0
    axes.plot(x, low, color="C1", linestyle=style)
    axes.text(end - 0.8, 1e-25, text, color="C1", ha="right")
axes.set(yscale="log", ylim=(1e-27, 2), xlabel="x")
axes.set(ylabel="distance from 0 or 1", yticks=np.logspace(-27, 0, 10))
axes.yaxis.set_major_formatter("{x:g}")
figure.savefig("two_ends.svg")
