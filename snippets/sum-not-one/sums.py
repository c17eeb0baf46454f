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

figure, axes = plt.subplots(figsize=(6.4, 3.8))
axes.loglog(sizes, fixed, "o-", label="divided by the sum in float64")
axes.loglog(sizes, copied, "s-", label="float32, copied to float64")
axes.axhline(1.5e-8, color="black", linewidth=1, linestyle="dashed")
axes.text(3, 2.2e-8, "choice refuses float64 above this line")
axes.set(xlabel="classes", ylabel="distance of the sum from 1", ylim=(1e-17, 1e-3))
axes.legend(loc="upper right")
figure.savefig("sums.svg")
