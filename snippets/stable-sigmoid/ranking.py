import numpy as np

from logitbook import sigmoid

spam = np.array([19, 22], dtype=np.float32)  # logits
other = np.array([17, 20], dtype=np.float32)


def auc(high, low):  # the share of pairs in the right order
    gaps = high[:, None] - low
    return np.mean((gaps > 0) + 0.5 * (gaps == 0))  # a tie: half


by_logit = auc(spam, other)
by_sigmoid = auc(sigmoid(spam), sigmoid(other))
print("sigmoids:", sigmoid(spam), sigmoid(other))
print("AUC from logits:  ", by_logit)
print("AUC from sigmoids:", by_sigmoid)
