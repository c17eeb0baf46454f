import matplotlib.pyplot as plt
import numpy as np

loss = np.linspace(0, 3, 121)
ours = np.log(4.0)

figure, axes = plt.subplots()
axes.plot(loss, np.exp(loss))
axes.plot(loss, 2**loss, linestyle="dashed")
axes.plot([ours, ours], [np.exp(ours), 2**ours], "o", color="black")
axes.text(2.3, 12, "e to the loss: perplexity", color="C0", ha="right")
axes.text(2.1, 2.4, "2 to the loss", color="C1")
axes.text(ours - 0.06, 4.2, "4.00", ha="right")
axes.text(ours + 0.08, 1.75, f"{2**ours:.2f}")
axes.set(xlabel="mean loss of a token (natural logarithm)", ylabel="result")
axes.set(xlim=(0, 3), ylim=(0, 20))
axes.set_yticks([0, 4, 8, 12, 16, 20])
figure.savefig("two_powers.svg")
