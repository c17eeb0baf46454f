import numpy as np

a = np.array([0.1, 0.4, 0.9])  # outputs for cat, dog and bird

powers = np.exp(a)
total = powers.sum()
several = powers / total  # if they are logits of one answer
each = 1 / (1 + np.exp(-a))  # if each is a yes-or-no logit
as_is = a  # if each is a yes-or-no probability

print("softmax ", several.round(3))
print("sigmoid ", each.round(3))
print("as it is", as_is, "sum", round(a.sum(), 3))
