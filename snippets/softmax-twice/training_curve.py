import matplotlib.pyplot as plt
import numpy as np

from logitbook import cross_entropy, softmax

turns = np.outer(np.pi * np.arange(60) / 30, [1, 2, 3])
x = np.hstack([np.cos(turns), np.sin(turns)])  # sixty points on a circle
y = np.arange(60) // 6  # ten classes, six neighbours each
figure, axes = plt.subplots()
for twice in (True, False):
    w, losses = np.zeros((6, 10)), []
    for _ in range(1001):
        p = softmax(x @ w)
        losses.append(cross_entropy(p if twice else x @ w, y))
        g = (softmax(p) if twice else p) - np.eye(10)[y]
        if twice:  # back through the extra softmax
            g = p * (g - (p * g).sum(axis=1, keepdims=True))
        w -= x.T @ g / 60
    name = f"{'softmax twice' if twice else 'logits'}: {losses[-1]:.4f}"
    label = f"{name}, accuracy {(p.argmax(1) == y).mean():.0%}"
    axes.plot(range(1, 1002), losses, label=label)
axes.axhline(np.log(1 + 9 / np.e), linestyle="dotted", color="black")
axes.legend()
axes.set(xlabel="step, from 1", ylabel="loss", xscale="log", ylim=0)
figure.savefig("training_curve.svg")
