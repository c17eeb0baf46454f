import matplotlib.pyplot as plt
import numpy as np

from logitbook import fit_temperature, softmax

rng = np.random.default_rng(3)  # the model of held_out
truth = rng.normal(size=(30, 3)) / 2
x = rng.normal(size=(4080, 30))
y = (x @ truth + rng.gumbel(size=(4080, 3))).argmax(axis=1)
w = np.zeros((30, 3))
for _ in range(3000):
    w -= x[:80].T @ (softmax(x[:80] @ w) - np.eye(3)[y[:80]]) / 80
z, y = x[80:] @ w, y[80:]
t = fit_temperature(z[:2000], y[:2000])
right = z[2000:].argmax(axis=1) == y[2000:]
figure, axes = plt.subplots()
for by, line in ((t, "s-"), (1, "o--")):
    claimed = softmax(z[2000:] / by).max(axis=1)
    groups = claimed.argsort().reshape(8, 250)
    axes.plot(claimed[groups].mean(axis=1), right[groups].mean(axis=1), line)
axes.text(0.5, 0.65, f"T = {t:.1f}", color="C0")
axes.text(0.8, 0.45, "as trained", color="C1")
axes.plot([0.33, 1], [0.33, 1], ":", color="black")
axes.set(xlabel="confidence", ylabel="share of right predictions")
figure.savefig("reliability.svg")
