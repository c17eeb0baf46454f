import matplotlib.pyplot as plt
import numpy as np

from logitbook import cross_entropy, softmax


def train(name, activation, slope):
    """Draw the losses of gradient descent on the two logits of one example."""
    z, losses = np.array([-1.0, 1.0]), []  # the first class is true
    for _ in range(61):
        losses.append(cross_entropy(activation(z), 0))
        z = z - 0.5 * slope(z) * (softmax(activation(z)) - [1, 0])
    (line,) = axes.semilogy(losses)
    text = f"{name}: {losses[-1]:.4f}"
    axes.text(62, losses[-1], text, color=line.get_color())


figure, axes = plt.subplots()
train("none", lambda z: z, np.ones_like)
train("ReLU", lambda z: np.maximum(z, 0), lambda z: 1.0 * (z > 0))
train("tanh", np.tanh, lambda z: 1 - np.tanh(z) ** 2)
axes.set(xlabel="step", ylabel="loss")
axes.yaxis.set_major_formatter("{x:g}")
figure.savefig("training_curves.svg")
