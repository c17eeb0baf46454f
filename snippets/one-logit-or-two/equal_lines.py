import matplotlib.pyplot as plt
import numpy as np

from logitbook import logit, sigmoid

gap = 1.5
ends = np.array([-2.0, 4.0])

figure, axes = plt.subplots(figsize=(6.4, 4.4))
for p in [0.02, 0.2, 0.97, 0.995]:
    axes.plot(ends, ends - logit(p), color="black", linewidth=0.7)
    axes.text(4.05, 4.0 - logit(p), f"P(spam) = {p}", va="center")
axes.plot(ends, ends - gap)
axes.text(4.05, 4.0 - gap, f"P(spam) = {sigmoid(gap):.2f}", va="center")

spam = np.array([1.5, 2.0, 3.0])
axes.plot(spam, spam - gap, "o")
for z, side in zip(spam, ["right", "left", "right"], strict=True):
    lift = 0.3 if side == "right" else -0.85
    axes.text(z, z - gap + lift, f" {z:.1f}, {z - gap:.1f} ", ha=side)
axes.set(xlabel="spam logit", ylabel="logit of not spam", xlim=ends)
figure.savefig("equal_lines.svg")
