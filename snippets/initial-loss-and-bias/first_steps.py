import matplotlib.pyplot as plt
import numpy as np

from logitbook import bce_with_logits, logit, sigmoid

rng = np.random.default_rng(0)
y = np.repeat([1.0, 0.0], [50, 4950])  # 1 email in 100 is spam
h = rng.normal(size=(5000, 4)) + y[:, None]  # four features
base = bce_with_logits(np.full(5000, logit(0.01)), y)
figure, axes = plt.subplots()
for bias, *place in ((logit(0.01), 2, 0.042), (0.0, 20, 0.2)):
    w, b, losses = np.zeros(4), bias, []
    for _ in range(201):
        losses.append(bce_with_logits(h @ w + b, y))
        error = (sigmoid(h @ w + b) - y) / 5000
        w, b = w - 0.5 * error @ h, b - 0.5 * error.sum()
    wasted = int(np.argmax(np.array(losses) < base))
    (line,) = axes.plot(losses)
    axes.text(*place, f"bias {bias:.2f}", color=line.get_color())
    print(f"{bias:5.2f}: " + " ".join(f"{losses[i]:.4f}" for i in (0, 50, 200)))
axes.axhline(base, color="gray", linestyle="dotted")
axes.set(xlabel="step", ylabel="loss", yscale="log")
axes.set_yticks(ticks := [0.05, 0.1, 0.2, 0.5], labels=ticks)
axes.minorticks_off()
figure.savefig("first_steps.svg")
