import matplotlib.pyplot as plt
import numpy as np

loss = np.linspace(0, 3, 121)
ours = np.log(4.0)

figure, axes = plt.subplots()
axes.plot(loss, np.exp(loss), label="e to the loss: perplexity")
axes.plot(loss, 2**loss, linestyle="dashed", label="2 to the loss")
axes.plot([ours, ours], [np.exp(ours), 2**ours], "o", color="black")
axes.text(ours - 0.06, 4.2, "4.00", ha="right")
axes.text(ours + 0.08, 1.75, f"{2**ours:.2f}")
axes.set(xlabel="mean loss of a token (natural logarithm)", ylabel="result")
axes.set(xlim=(0, 3), ylim=(0, 20))
axes.set_yticks([0, 4, 8, 12, 16, 20])
axes.legend()
figure.savefig("two_powers.svg")
