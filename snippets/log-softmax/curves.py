import matplotlib.pyplot as plt
import numpy as np

from logitbook import log_softmax, softmax

leads = np.arange(0, 130.5, 0.5)
z = np.stack([0 * leads, leads], axis=1).astype(np.float32)
p = softmax(z)[:, 0]
shown = p > 0

figure, axes = plt.subplots()
axes.plot(leads, log_softmax(z)[:, 0], zorder=3)
two = np.log(p[shown])
axes.plot(leads[shown], two, linewidth=7, alpha=0.5)
axes.plot(leads, np.log(p + 1e-8))
axes.plot(leads[shown][-1], two[-1], "x", color="C1", markersize=10)
axes.text(110, -98, "then -inf", color="C1")
axes.text(114, -131, "log_softmax", color="C0", ha="right")
axes.text(60, -76, "log(softmax)", color="C1", ha="right")
axes.text(130, -14, "log(softmax + 1e-8)", color="C2", ha="right")
axes.set(xlabel="lead of the other class", ylabel="log-probability")
figure.savefig("curves.svg")
