import numpy as np

from logitbook import softmax

h, y = np.array([-2.0, -1.0, 1.0, 2.0]), np.array([0, 1, 0, 1])


def train(start, learned, rate, decay, l2):
    w, m, v = np.array(start), np.zeros(2), np.zeros(2)
    for step in range(1, 31):
        error = softmax(np.outer(h, w)) - np.eye(2)[y]
        g = h @ error / 4 + l2 * decay * w  # Adam: decay in the gradient
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        move = m / (1 - 0.9**step) / np.sqrt(v / (1 - 0.999**step))
        move += (1 - l2) * decay * w  # AdamW: decay beside it
        w -= rate * np.array(learned) * move
    return w[1] - w[0]


for name, l2 in [("AdamW", 0), ("Adam", 1)]:
    two = train([1.5, 2.0], [1, 1], 0.1, 0.1, l2)
    twin = train([0, 0.5], [0, 1], 0.2, 0.05, l2)
    print(f"{name:5} two {two:.6f}, one {twin:.6f}")
