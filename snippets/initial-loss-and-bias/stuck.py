import numpy as np

from logitbook import cross_entropy, softmax

rng = np.random.default_rng(0)
h = rng.normal(size=(300, 4))
y = np.argmax(h[:, :3], axis=1)  # three classes


def train(first, last):
    """Train two layers with a ReLU between them."""
    for _ in range(400):
        hidden = np.maximum(h @ first, 0)
        error = (softmax(hidden @ last) - np.eye(3)[y]) / 300
        back = error @ last.T * (hidden > 0)
        first, last = first - h.T @ back, last - hidden.T @ error
    return cross_entropy(np.maximum(h @ first, 0) @ last, y)


random = rng.normal(size=(4, 16)) / 2
all_zero = train(np.zeros((4, 16)), np.zeros((16, 3)))
last_zero = train(random, np.zeros((16, 3)))
print(f"start, both ways:  {np.log(3):.4f}")
print(f"all weights 0:     {all_zero:.4f}")
print(f"last layer only 0: {last_zero:.4f}")
