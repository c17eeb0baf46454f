import matplotlib.pyplot as plt
import numpy as np

from logitbook import log_softmax

cat = 1.004
dog = np.linspace(-4, 8, 241)  # the logit of the true class
logits = np.stack([np.full_like(dog, cat), dog], axis=-1)
loss = -log_softmax(logits)[:, 1]

figure, axes = plt.subplots(figsize=(6.4, 3.4))
axes.plot(dog, loss)
axes.plot(dog, -dog, linestyle="dashed")
axes.axhline(0, color="black", linewidth=1)
axes.text(1.6, 1.3, "with the normaliser: stays above 0")
axes.text(4.2, -5.6, "without: keeps falling", ha="right")
axes.set(xlabel="logit of the true class, dog", ylabel="loss")
axes.set(xlim=(-4, 8), ylim=(-8, 6))
figure.savefig("loss_curves.svg")
