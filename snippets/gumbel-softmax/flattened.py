import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

p = np.linspace(0.0, 1.0, 201)

figure, axes = plt.subplots()
axes.plot(p, p, "k", linewidth=0.8)
for i, k in enumerate((2, 10)):
    others = np.repeat(((1 - p) / (k - 1))[:, np.newaxis], k - 1, axis=1)
    rows = np.column_stack([p, others])
    axes.plot(p, softmax(rows)[:, 0], color=f"C{i}")
axes.text(0.72, 0.85, "logits or log p", ha="right")
axes.text(0.98, 0.47, "p as logits, 2 classes", color="C0", ha="right")
axes.text(0.98, 0.25, "p as logits, 10 classes", color="C1", ha="right")
axes.set(xlabel="probability meant for the first class", xlim=(0, 1))
axes.set(ylabel="share of draws", ylim=(0, 1.02))
figure.savefig("flattened.svg")
