import numpy as np

from logitbook import bce_with_logits, log_softmax, sigmoid, softmax

# a row for each kind of photo; dog, cat, beach
t = np.array([[1, 0, 1], [1, 0, 0], [0, 0, 0]])
kinds = ["dog and beach", "dog", "nothing"]
counts = t.sum(axis=1, keepdims=True)  # of true labels

x, z = np.zeros((3, 3)), np.zeros((3, 3))  # logits, to be learnt
for _ in range(2000):
    x -= 0.5 * (sigmoid(x) - t)  # binary cross-entropy
    z -= 0.5 * (counts * softmax(z) - t)  # slope: see the formula

each, shares = sigmoid(x), softmax(z)
bce = bce_with_logits(x, t, reduction="none").sum(axis=1)
ce = (t * -log_softmax(z)).sum(axis=1)
print("               sigmoids       softmax")
for i, kind in enumerate(kinds):
    print(f"{kind:<14} {each[i].round(2)} {shares[i].round(2)}")
print(f"loss: {bce.round(2)} and {ce.round(2)}")
