import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

n = np.linspace(0, 10, 200)  # links
figure, (left, right) = plt.subplots(1, 2)
for axes, height in ((left, lambda x: x), (right, sigmoid)):
    axes.plot(n, height(0.8 * n - 4))
    for start in (0, 5):
        y = height(0.8 * np.array([start, start + 1]) - 4)
        axes.plot([start, start + 1, start + 1], [y[0], y[0], y[1]], "k")
    axes.set(xlabel="links in the email", xticks=[0, 1, 5, 6, 10])
left.set_title("log-odds of spam")
right.set_title("probability of spam")
figure.savefig("two_steps.svg")
