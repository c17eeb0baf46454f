import matplotlib.pyplot as plt
import numpy as np

from logitbook import log_softmax

cat = 1.004
dog = np.linspace(-4, 8, 241)  # the logit of the true class
logits = np.stack([np.full_like(dog, cat), dog], axis=-1)
loss = -log_softmax(logits)[:, 1]

figure, axes = plt.subplots()
axes.plot(dog, loss)
axes.plot(dog, -dog, linestyle="dashed")
axes.axhline(0, color="black", linewidth=1)
axes.text(1.6, 1.1, "with the normaliser:\nstays above 0", color="C0")
axes.text(4, -6, "without:\nkeeps falling", color="C1", ha="right")
axes.set(xlabel="logit of the true class, dog", ylabel="loss")
axes.set(xlim=(-4, 8), ylim=(-8, 6))
figure.savefig("loss_curves.svg")
