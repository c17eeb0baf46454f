import matplotlib.pyplot as plt
import numpy as np

from logitbook import logit, sigmoid

x = np.linspace(-6, 6, 241)

figure, axes = plt.subplots()
axes.plot(x, sigmoid(x))
for p in [0.2, 0.8]:
    axes.plot([logit(p), logit(p), -6], [0, p, p], color="C1", ls="dotted")
    axes.plot(logit(p), p, "o", color="C1")
    text = f"logit({p}) = {logit(p):.2f}"
    axes.text(logit(p) - 0.2, p + 0.03, text, ha="right")
axes.set(xlabel="logit x", ylabel="probability p")
axes.set(xlim=(-6, 6), ylim=(0, 1.02))
figure.savefig("sigmoid_curve.svg")
