import matplotlib.pyplot as plt
import numpy as np

from logitbook import logit, sigmoid

gap = 1.004 - 0.709
ends = np.array([-1.6, 3.6])

figure, axes = plt.subplots()
for p in [0.02, 0.1, 0.95, 0.99]:
    axes.plot(ends, ends - logit(p), color="black", linewidth=0.7)
    axes.text(3.65, 3.6 - logit(p), f"P(cat) = {p}", va="center")
axes.plot(ends, ends - gap)
axes.text(3.65, 3.6 - gap, f"P(cat) = {sigmoid(gap):.4f}", va="center")

cat = np.array([gap, 1.004, 2.5])
axes.plot(cat, cat - gap, "o")
for z, side in zip(cat, ["right", "left", "right"], strict=True):
    lift = 0.3 if side == "right" else -0.85
    pair = f" {z:.3f}, {z - gap:.3f} "
    axes.text(z, z - gap + lift, pair, ha=side)
axes.set(xlabel="cat logit", ylabel="dog logit", xlim=ends)
figure.savefig("equal_lines.svg")
