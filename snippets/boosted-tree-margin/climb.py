import matplotlib.pyplot as plt
import numpy as np

from logitbook import logit, sigmoid

n, yes = np.array([10, 10]), np.array([6, 2])
margin = np.full(2, logit(0.4))
margins = [margin]
for _ in range(25):  # as in boosting
    p = sigmoid(margin)
    margin = margin + 0.3 * (yes - n * p) / (n * p * (1 - p) + 1)
    margins.append(margin)
margins = np.array(margins)

figure, (left, right) = plt.subplots(1, 2)
for axes, height in ((left, margins), (right, sigmoid(margins))):
    axes.plot(height[:, 0], drawstyle="steps-post")
    axes.plot(height[:, 1], "--", drawstyle="steps-post")
    axes.axhline(height[0, 0], color="black", linewidth=0.8, ls=":")
    axes.text(9, height[14, 0] - 0.2 * np.ptp(height), "new", color="C0")
    axes.text(9, height[9, 1] + 0.1 * np.ptp(height), "old", color="C1")
    axes.set(xlabel="trees")
left.set_title("margin (log-odds)")
right.set_title("probability")
figure.savefig("climb.svg")
