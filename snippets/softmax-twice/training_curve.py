import matplotlib.pyplot as plt
import numpy as np

from logitbook import cross_entropy, softmax

turns = np.outer(np.pi * np.arange(60) / 30, [1, 2, 3])
x = np.hstack([np.cos(turns), np.sin(turns)])  # sixty points on a circle
y = np.arange(60) // 6  # ten classes, six neighbours each
figure, axes = plt.subplots()
for twice, name in enumerate(["logits", "softmax twice"]):
    w, loss = np.zeros((6, 10)), []
    for _ in range(1001):
        p = softmax(x @ w)
        loss.append(cross_entropy(p if twice else x @ w, y))
        g = (softmax(p) if twice else p) - np.eye(10)[y]
        if twice:  # back through the extra softmax
            g = p * (g - (p * g).sum(axis=1, keepdims=True))
        w -= x.T @ g / 60
    text = f"{name}:\n{loss[-1]:.4f}, {np.mean(p.argmax(1) == y):.0%} right"
    axes.plot(range(1, 1002), loss)
    axes.text(70**twice, 0.2 + 1.7 * twice, text, color=f"C{twice}")
axes.axhline(np.log(1 + 9 / np.e), ls=":", color="black")
axes.set(xlabel="step, from 1", ylabel="loss", xscale="log", ylim=0)
axes.xaxis.set_major_formatter("{x:,.0f}")
figure.savefig("training_curve.svg")
