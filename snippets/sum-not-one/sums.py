import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

rng = np.random.default_rng(0)
sizes = [3, 10, 30, 100, 300, 1000, 3000, 10000, 30000]
fixed, copied = [], []
for size in sizes:
    z = rng.normal(size=(20, size), scale=3).astype(np.float32)
    p = softmax(z).astype(np.float64)
    q = p / p.sum(axis=1, keepdims=True)
    copied.append(np.abs(p.sum(axis=1) - 1).max())
    fixed.append(np.abs(q.sum(axis=1) - 1).max() or np.nan)  # not drawn

figure, axes = plt.subplots()
axes.loglog(sizes, fixed, "o-", sizes, copied, "s-")
axes.text(3, 6e-16, "divided by the sum in float64", color="C0")
axes.text(3, 6e-7, "float32, copied to float64", color="C1")
axes.axhline(1.5e-8, color="black", linewidth=1, linestyle="dashed")
axes.text(3, 1e-8, "choice refuses float64\nabove this line", va="top")
axes.set(xlabel="classes", ylabel="distance of the sum from 1", ylim=(1e-17, 1e-5))
axes.xaxis.set_major_formatter("{x:,.0f}")
axes.yaxis.set_major_formatter("{x:g}")
figure.savefig("sums.svg")
