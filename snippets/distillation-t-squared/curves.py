import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

teacher = np.array([4.0, 2.0, 0.0])
t = np.geomspace(1, 30, 100)
p = softmax(teacher[None] / t[:, None])[:, 0]
pull = (p - 1 / 3) / t

figure, axes = plt.subplots()
axes.plot(t, pull)
axes.plot(t, t * pull)
axes.plot(t, t**2 * pull)
axes.text(1.15, 0.12, "as it is", color="C0")
axes.text(7, 0.15, "times T", color="C1")
axes.text(5, 0.74, "times T²", color="C2")
axes.set(xscale="log", xlim=(1, 30), ylim=(0, 0.85))
axes.set_xticks([1, 2, 4, 10, 30])
axes.set_xticklabels(["1", "2", "4", "10", "30"])
axes.minorticks_off()
axes.set(xlabel="temperature T", ylabel="pull on the cat's logit")
figure.savefig("curves.svg")
