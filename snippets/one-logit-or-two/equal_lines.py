import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

ends = np.array([-5.0, 6.0])

figure, axes = plt.subplots(figsize=(4.5, 2.7))
axes.axhline(0, color="black", linewidth=1.2, linestyle="dashed")
for gap in [-4.0, -1.5, 0.0, 1.5, 4.0]:  # spam minus not spam
    main = gap == 1.5
    axes.plot(ends, ends - gap, color=None if main else "gray")
    axes.plot(gap, 0, "o", color="black", markersize=4)
    axes.text(gap + 2, 2.2, f"{sigmoid(gap):.2f}", ha="center")
for spam in [2.0, 3.0]:
    axes.plot(spam, spam - 1.5, "o", color="black", markersize=4)
    axes.text(spam + 0.2, spam - 1.9, f"({spam:.0f}, {spam - 1.5})")
axes.set(xlabel="spam logit", ylabel="logit of not spam", aspect="equal")
axes.set(xlim=(-4.5, 6), ylim=(-3, 2))
figure.savefig("equal_lines.svg")
