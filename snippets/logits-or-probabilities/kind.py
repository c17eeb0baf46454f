import numpy as np


def kind(a, axis=-1):
    """Name what outputs may be; axis is where the classes lie."""
    a = np.asarray(a, float)
    if np.isnan(a).any():
        return "NaN: look for the cause first"
    if np.all((a >= -1e-4) & (a <= 1 + 1e-4)):  # or rounded
        if np.allclose(a.sum(axis), 1, atol=1e-3):
            return "like softmax probabilities"
        return "sigmoid probabilities or logits"
    if np.all(a <= 1e-4):
        totals = np.exp(a).sum(axis)
        if np.allclose(totals, 1, atol=0.03):  # bfloat16 is coarse
            return "like log-probabilities"
        if np.all(totals < 1):
            return "logits, or some of the log-probabilities"
    return "logits or other scores"


outputs = [[2.0, 1.0, -2.0], [-0.327, -1.327, -4.327]]
outputs += [[0.721, 0.265, 0.013], [0.1, 0.4, 0.9]]
for row in outputs:
    print(row, kind([row]), sep="\n  ")
