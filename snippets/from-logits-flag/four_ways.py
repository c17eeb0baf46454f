import numpy as np

from logitbook import bce_with_logits, cross_entropy, sigmoid, softmax


def from_p(p, y):  # as Keras without from_logits
    return -np.log(np.clip(p / p.sum(), 1e-7, 1 - 1e-7)[y])


def from_p_binary(p, y):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return -y * np.log(p) - (1 - y) * np.log(1 - p)


z, x = np.array([2.0, 1.0, 0.5]), 0.5  # class 0 and "yes" are true
p, p_yes = softmax(z), sigmoid(x)
several = [cross_entropy(z, 0), from_p(p, 0)]
several += [cross_entropy(p, 0), from_p(z, 0)]
binary = [bce_with_logits(x, 1), from_p_binary(p_yes, 1)]
binary += [bce_with_logits(p_yes, 1), from_p_binary(x, 1)]
names = ["right: logits, True", "right: p, False"]
names += ["wrong: p, True", "wrong: logits, False"]
print("output, from_logits   softmax  sigmoid")
for row in zip(names, several, binary, strict=True):
    print("{:<20}  {:.4f}   {:.4f}".format(*row))
