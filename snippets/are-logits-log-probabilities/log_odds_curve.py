import matplotlib.pyplot as plt
import numpy as np

from logitbook import log_sigmoid

x = np.linspace(-6, 6, 241)
mark, log_p = 2.0, log_sigmoid(2.0)

figure, axes = plt.subplots(figsize=(6.4, 3.4))
axes.plot(x, x)
axes.plot(x, log_sigmoid(x))
axes.plot(x, log_sigmoid(-x), linestyle="dashed")
axes.plot([mark, mark], [mark, log_p], "k:o", linewidth=1)
axes.text(mark - 1.2, mark, f"x = {mark:.0f}")
axes.text(mark + 0.2, 0.35, f"log p = {log_p:.2f}")
axes.text(4.1, 3.1, "log-odds x")
axes.text(-3.9, -4.6, "log p")
axes.text(4.6, -4.0, "log(1 − p)")
axes.set(xlabel="binary logit x", xlim=(-6, 6), ylim=(-6, 6))
figure.savefig("log_odds_curve.svg")
