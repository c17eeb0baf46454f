import matplotlib.pyplot as plt
import numpy as np

from logitbook import logit, sigmoid

p = np.linspace(0.001, 0.999, 999)
learned = sigmoid(logit(p) + np.log(9))
undone = sigmoid(logit(learned) - np.log(9))

figure, axes = plt.subplots(figsize=(4.5, 3.6))
axes.plot(p, undone)
axes.plot(p, learned)
axes.text(0, 1.02, "trained with pos_weight 9", color="C1")
axes.text(0.45, 0.3, "after subtracting log 9", color="C0")
for true in (0.1, 0.25):
    high = sigmoid(logit(true) + np.log(9))
    axes.plot([true, true], [true, high], "o:", color="black", markersize=4)
    axes.text(true + 0.02, high - 0.06, f"{high:.0%}")
axes.set(xlabel="true share of spam", ylabel="probability of the model")
figure.savefig("curve.svg")
