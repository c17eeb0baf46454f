import matplotlib.pyplot as plt
import numpy as np

from logitbook import cross_entropy, logsumexp

others = [1.0, 0.1]
rivals = logsumexp(others)  # their combined score
true = np.linspace(-6, 8, 281)
loss = [cross_entropy([t, *others], 0) for t in true]
at_rivals = cross_entropy([rivals, *others], 0)
at_two = cross_entropy([2.0, *others], 0)

figure, axes = plt.subplots()
axes.plot(true, loss)
axes.plot(true, np.maximum(rivals - true, 0), "--")
axes.plot([rivals], [at_rivals], "o")
axes.plot([2.0], [at_two], "o")
axes.text(rivals + 0.3, 1.2, f"level with rivals: {at_rivals:.4f}")
axes.text(2.3, at_two + 0.1, f"logit 2: {at_two:.4f}")
axes.text(-2.6, 4.6, "losing: slope near -1")
axes.set_ylim(-0.1, 7.6)
axes.set(xlabel="logit of the true class", ylabel="loss")
figure.savefig("loss_curve.svg")
print(f"combined rivals: {rivals:.6f}")
print(f"loss at -6: {loss[0]:.6f}")
