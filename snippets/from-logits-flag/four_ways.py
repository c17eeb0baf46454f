import numpy as np

from logitbook import bce_with_logits, cross_entropy, sigmoid, softmax


def from_p(p, y):  # as Keras without from_logits
    return -np.log(np.clip(p / p.sum(), 1e-7, 1 - 1e-7)[y])


def from_p_binary(p, y):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -y * np.log(p) - (1 - y) * np.log(1 - p)


z, x = np.array([2.0, 1.0, 0.5]), 0.5  # class 0 and "yes" are true
p, p_yes = softmax(z), sigmoid(x)
ways = {
    "right: logits, True": (cross_entropy(z, 0), bce_with_logits(x, 1)),
    "right: p, False": (from_p(p, 0), from_p_binary(p_yes, 1)),
    "wrong: p, True": (cross_entropy(p, 0), bce_with_logits(p_yes, 1)),
    "wrong: logits, False": (from_p(z, 0), from_p_binary(x, 1)),
}
print("output, from_logits   softmax  sigmoid")
for name, (several, binary) in ways.items():
    print(f"{name:<20}  {several:.4f}   {binary:.4f}")
