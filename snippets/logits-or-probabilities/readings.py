import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid, softmax

a = np.array([0.1, 0.4, 0.9])
names = ["cat", "dog", "bird"]
readings = {
    "softmax of logits, rounded": softmax(a),
    "sigmoid of each logit": sigmoid(a),
    "probabilities already": a,
}
figure, axes = plt.subplots()
for i, (label, p) in enumerate(readings.items()):
    at = np.arange(3) + 0.26 * (i - 1)
    axes.bar(at, p, width=0.24, label=label)
    for x, height in zip(at, p, strict=True):
        axes.text(x, height + 0.02, f"{height:.0%}", ha="center")
axes.set_xticks(np.arange(3), names)
axes.set(ylabel="probability", ylim=(0, 1.05))
axes.legend(loc="upper left")
figure.savefig("readings.svg")
