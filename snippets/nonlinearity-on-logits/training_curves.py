import matplotlib.pyplot as plt
import numpy as np

from logitbook import cross_entropy, softmax


def train(activation, slope, steps=60, rate=0.5):
    """Losses of gradient descent on the two logits of one example."""
    z, losses = np.array([-1.0, 1.0]), []  # the first class is true
    for _ in range(steps + 1):
        losses.append(cross_entropy(activation(z), 0))
        z = z - rate * slope(z) * (softmax(activation(z)) - [1, 0])
    return losses


linear = train(lambda z: z, np.ones_like)
tanh = train(np.tanh, lambda z: 1 - np.tanh(z) ** 2)
relu = train(lambda z: np.maximum(z, 0), lambda z: 1.0 * (z > 0))

figure, axes = plt.subplots()
for losses, name in ((linear, "none"), (relu, "ReLU"), (tanh, "tanh")):
    axes.plot(losses, label=f"{name}, at the end {losses[-1]:.4f}")
axes.set(xlabel="step", ylabel="loss", ylim=0)
axes.legend(title="Activation")
figure.savefig("training_curves.svg")
