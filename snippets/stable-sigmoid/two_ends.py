import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

x = np.linspace(0, 60, 1201)

figure, axes = plt.subplots(figsize=(6.4, 4.4))
axes.plot(x, sigmoid(-x), label="sigmoid of -x", zorder=3)
for dtype, style in ((np.float64, "dashed"), (np.float32, "dotted")):
    gap = 1 - sigmoid(x.astype(dtype))
    end = (np.finfo(dtype).nmant + 1) * np.log(2)
    name = f"1 - sigmoid of x, {dtype.__name__}"
    low = np.maximum(gap, 1e-30)  # a logarithmic axis has no 0
    axes.plot(x, low, color="C1", linestyle=style, label=name)
    axes.text(end + 0.7, 1e-25, f"0 from {end:.1f} on")
axes.set(yscale="log", ylim=(1e-27, 2), xlabel="x")
axes.set(ylabel="distance from 0 or 1")
axes.legend()
figure.savefig("two_ends.svg")
