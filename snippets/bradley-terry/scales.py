import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

gap = np.linspace(-4, 4, 201)
per_logit = 400 / np.log(10)

figure, axes = plt.subplots(figsize=(4.5, 3.8))
axes.plot(gap, sigmoid(gap))
p = sigmoid(1.5)
axes.plot([1.5, 1.5, -4], [0, p, p], ":", color="black")
axes.plot(1.5, p, "o", color="C1")
axes.text(1.4, p + 0.04, "A wins 82%", color="C1", ha="right")
axes.set(xlabel="reward of A minus reward of B", ylabel="A wins")
axes.set(xlim=(-4, 4), ylim=(0, 1))
top = axes.secondary_xaxis("top", (lambda x: x * per_logit, lambda x: x / per_logit))
top.set_xticks([-600, -300, 0, 300, 600])
top.set_xlabel("rating of A minus rating of B, in Elo points")
figure.savefig("scales.svg")
