import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax


def by_the_sum(shift):
    return (3 + shift) / (4 + 2 * shift)


left, right = np.linspace(-6, -2.01, 200), np.linspace(-1.99, 4, 300)
ends = np.array([-6.0, 4.0])
scores = np.array([3.0, 1.0]) + ends[:, np.newaxis]

figure, axes = plt.subplots()
axes.plot(ends, softmax(scores)[:, 0])
axes.plot(right, by_the_sum(right), "C1")
axes.plot(left, by_the_sum(left), "C1")
axes.text(-5.9, 0.58, "softmax", color="C0")
axes.text(-1.4, 1.6, "by the sum", color="C1")
for edge in (0, 1):
    axes.axhline(edge, color="black", linewidth=0.8, linestyle="dotted")
axes.set(xlabel="added to the scores 3 and 1", xlim=(-6, 4))
axes.set(ylabel="share of the first class", ylim=(-1.5, 2.5))
figure.savefig("shifted.svg")
