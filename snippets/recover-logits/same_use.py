import numpy as np

from logitbook import softmax

z = np.array([[5.0, 3.75, 3.05], [-2.0, 0.0, -1.0]])  # the lost logits
p = softmax(z)
found = np.log(p)

print("difference", (z - found).round(3).tolist()[0])
print("          ", (z - found).round(3).tolist()[1])
print("T = 2, from z     ", softmax(z, temperature=2)[0].round(4))
print("T = 2, from log p ", softmax(found, temperature=2)[0].round(4))
print("T = 2, from p     ", softmax(p, temperature=2)[0].round(4))
odds = np.log(p / (1 - p))  # each class against all others
print("softmax(logit(p)) ", softmax(odds)[0].round(4))
print("p                 ", p[0].round(4))
