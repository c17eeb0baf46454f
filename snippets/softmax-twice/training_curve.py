import matplotlib.pyplot as plt
import numpy as np

from logitbook import cross_entropy, softmax

turns = np.outer(np.pi * np.arange(60) / 30, [1, 2, 3])
x = np.hstack([np.cos(turns), np.sin(turns)])  # sixty points on a circle
y = np.arange(60) // 6  # ten classes, six neighbours each
figure, axes = plt.subplots()
for name, twice in (("logits", False), ("softmax twice", True)):
    w, losses = np.zeros((6, 10)), []
    for _ in range(1001):
        p = softmax(x @ w)
        losses.append(cross_entropy(p if twice else x @ w, y))
        g = (softmax(p) if twice else p) - np.eye(10)[y]
        if twice:  # back through the extra softmax
            g = p * (g - (p * g).sum(axis=1, keepdims=True))
        w -= x.T @ g / 60
    right = np.mean(p.argmax(1) == y)
    label = f"{name}: {losses[-1]:.4f}, {right:.0%} right"
    axes.plot(range(1, 1002), losses, label=label)
axes.axhline(np.log(1 + 9 / np.e), ls=":", color="black", label="floor")
axes.legend(loc=(0.45, 0.2))
axes.set(xlabel="step, from 1", ylabel="loss", xscale="log", ylim=0)
figure.savefig("training_curve.svg")
