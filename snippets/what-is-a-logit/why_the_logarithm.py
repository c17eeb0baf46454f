import numpy as np

from logitbook import logit, sigmoid

p = np.array([0.01, 0.2, 0.5, 0.8, 0.99])
odds = p / (1 - p)
x = logit(p)
for row in zip(p, odds, x, strict=True):
    print("p {:.2f}, odds {:7.4f}, logit {:7.4f}".format(*row))

# A word that is 16 times as frequent
# in spam as in other emails
x_updated = x[1] + np.log(16)
p_updated = sigmoid(x_updated)
print(f"0.20 and the word: p {p_updated:.2f}")
