import matplotlib.pyplot as plt
import numpy as np

from logitbook import cross_entropy, logsumexp

others = [1.0, 0.1]  # dog and bird
rivals = logsumexp(others)  # their combined score
cat = np.linspace(-6, 8, 281)
loss = [cross_entropy([t, *others], 0) for t in cat]
at_rivals = cross_entropy([rivals, *others], 0)
three_way = cross_entropy([1.0, 1.0, 1.0], 0)
at_two = cross_entropy([2.0, *others], 0)

figure, axes = plt.subplots()
axes.plot(cat, loss)
axes.plot([rivals, 2.0], [at_rivals, at_two], "o")
axes.text(rivals + 0.3, 1.2, f"cat at one half: {at_rivals:.3f}")
axes.text(2.3, at_two + 0.1, f"our picture: {at_two:.3f}")
axes.text(-2.6, 4.6, "far behind: slope near -1")
axes.set_ylim(-0.1, 7.6)
axes.set(xlabel="score of the cat", ylabel="loss")
figure.savefig("loss_curve.svg")
print(f"dog and bird combined: {rivals:.6f}")
print(f"loss at -6: {loss[0]:.6f}, tie of three {three_way:.6f}")
