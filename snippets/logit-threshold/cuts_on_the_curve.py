import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

x = np.linspace(-4, 4, 200)
figure, axes = plt.subplots(figsize=(4.5, 3.8))
axes.plot(x, sigmoid(x), color="gray")
names = {0: "cut at 0", 0.5: "cut at 0.5"}
for color, (cut, name) in enumerate(names.items()):
    p = sigmoid(cut)
    axes.plot([cut, cut, -4], [0, p, p], f"C{color}")
    axes.plot(cut, p, f"C{color}o")
    axes.text(-3.9, p + 0.02, f"{name}: p > {p:.2f}", color=f"C{color}")
axes.set(xlim=(-4, 4), ylim=(0, 1), xlabel="logit x")
axes.set(ylabel="probability of yes")
figure.savefig("cuts_on_the_curve.svg")
