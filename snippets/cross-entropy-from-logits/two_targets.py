import numpy as np

from logitbook import cross_entropy, entropy

z = np.array([2.0, 1.0, 0.1])

by_index = cross_entropy(z, 0)
by_one_hot = cross_entropy(z, [1.0, 0.0, 0.0])

q = np.array([0.7, 0.2, 0.1])  # for example the votes of ten annotators
by_votes = cross_entropy(z, q)
floor = entropy(np.log(q))  # its logits are log q
at_best = cross_entropy(np.log(q), q)

unchecked = cross_entropy(z, [1.0, 1.0, 0.0])

print(f"class index 0:             {by_index:.6f}")
print(f"one-hot (1, 0, 0):         {by_one_hot:.6f}")
print(f"distribution (.7, .2, .1): {by_votes:.6f}")
print(f"  at the best logits:      {at_best:.6f} = entropy {floor:.6f}")
print(f"(1, 1, 0), not a distribution: {unchecked:.6f}")
