import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

lead = np.linspace(-8, 8, 321)  # of the wrong class over the true one
p = sigmoid(-lead)  # the probability of the true class

figure, axes = plt.subplots()
axes.plot(lead, 1 - p)
axes.plot(lead, 4 * p * (1 - p) ** 2)
axes.text(7.9, 1.03, "cross-entropy: 1 - p", color="C0", ha="right")
axes.text(2.6, 0.4, "squared error", color="C1")
axes.set(xlabel="lead of the wrong class over the true one", xlim=(-8, 8))
axes.set(ylabel="push on the true logit", ylim=(0, 1.12))
figure.savefig("pull.svg")
