import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

other = 1.0  # the second score stays here
left, right = np.linspace(-6, -1.01, 200), np.linspace(-0.99, 6, 300)
z = np.linspace(-6, 6, 241)

figure, axes = plt.subplots()
axes.plot(z, sigmoid(z - other), label="softmax")
line = axes.plot(right, right / (right + other), label="by the sum")[0]
axes.plot(left, left / (left + other), color=line.get_color())
for edge in (0, 1):
    axes.axhline(edge, color="black", linewidth=0.8, linestyle="dotted")
axes.legend(loc="lower right")
axes.set(xlabel="first score", ylabel="share of the first class")
axes.set(xlim=(-6, 6), ylim=(-1.5, 2.5))
figure.savefig("curves.svg")
