import matplotlib.pyplot as plt
import numpy as np

from logitbook import cross_entropy, expected_calibration_error, softmax

rng = np.random.default_rng(0)
true = rng.normal(size=(300, 3)) * 2  # the right logits
y = (true + rng.gumbel(size=(300, 3))).argmax(axis=1)
z = 2 * true  # the model's: T = 2 is right

t = np.linspace(1, 3.5, 251)
loss = [cross_entropy(z / by, y) for by in t]
figure, (top, low) = plt.subplots(2, 1, sharex=True, figsize=(4.5, 4.2))
top.plot(t, loss)
top.text(2.1, max(loss) * 0.97, "loss (NLL)", color="C0")
for i, bins in enumerate((10, 15), start=1):
    e = [expected_calibration_error(softmax(z / by), y, bins=bins) for by in t]
    low.plot(t, e, ("-", "--")[i - 1], color=f"C{i}")
    place = ((2.6, 0.042), (1.75, 0.11))[i - 1]
    low.text(*place, f"ECE, {bins} bins", color=f"C{i}")
for axes in (top, low):
    axes.axvline(2, color="black", linewidth=0.8, linestyle=":")
low.set(xlabel="temperature")
figure.savefig("curves.svg")
