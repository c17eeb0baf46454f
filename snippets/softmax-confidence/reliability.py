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
figure, axes = plt.subplots(figsize=(6.4, 4))
for name, by, line in ((f"T = {t:.1f}", t, "s-"), ("as trained", 1, "o--")):
    claimed = softmax(z[2000:] / by).max(axis=1)
    groups = np.array_split(claimed.argsort(), 8)  # 250 rows each
    points = [(claimed[g].mean(), right[g].mean()) for g in groups]
    axes.plot(*np.transpose(points), line, label=name)
axes.plot([0.33, 1], [0.33, 1], ":", color="black", label="calibrated")
axes.set(xlabel="confidence", ylabel="share of right predictions")
axes.legend()
figure.savefig("reliability.svg")
