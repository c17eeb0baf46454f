import matplotlib.pyplot as plt
import numpy as np

from logitbook import log_sigmoid

x = np.linspace(-6, 6, 241)
mark, log_p = 2.0, log_sigmoid(2.0)

figure, axes = plt.subplots()
axes.plot(x, x)
axes.plot(x, log_sigmoid(x))
axes.plot(x, log_sigmoid(-x), linestyle="dashed")
axes.plot([mark, mark], [mark, log_p], "k:o", linewidth=1)
axes.text(mark - 0.3, mark + 0.3, f"x = {mark:.0f}", ha="right")
axes.text(mark + 0.2, 0.35, f"log p = {log_p:.2f}")
axes.text(3.8, 4.5, "log-odds x", color="C0", ha="right")
axes.text(-3.7, -4.8, "log p", color="C1")
axes.text(4.2, -5.4, "log(1 − p)", color="C2", ha="right")
axes.set(xlabel="binary logit x", xlim=(-6, 6), ylim=(-6, 6))
figure.savefig("log_odds_curve.svg")
