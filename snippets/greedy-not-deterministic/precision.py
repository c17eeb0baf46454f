import numpy as np

rng = np.random.default_rng(0)
states, width = 1000, 64
start = rng.normal(size=(states, width)).astype(np.float16)
layers = rng.normal(size=(12, width, width)) / 8
words = rng.normal(size=(width, 200)) / 8


def logits(kind):
    """Return the logits of a model that rounds after each layer."""
    x = start.astype(float)
    for w in layers:
        x = (x + np.tanh(x @ w)).astype(kind).astype(float)
    return (x @ words).astype(kind).astype(float)


exact = logits(np.float64)
for kind in [np.float16, np.float32]:
    z = logits(kind)
    off = np.abs(z - exact).max()
    swaps = int((z.argmax(axis=-1) != exact.argmax(axis=-1)).sum())
    print(f"{np.dtype(kind)}: logits off by up to {off:.0e}", end=", ")
    print(f"{swaps} of {states} winners swap")
