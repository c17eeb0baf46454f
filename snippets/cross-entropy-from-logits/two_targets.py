import numpy as np

from logitbook import cross_entropy, entropy

z = np.array([2.0, 1.0, 0.1])
votes = np.array([0.7, 0.2, 0.1])  # of ten people

by_index = cross_entropy(z, 0)
by_one_hot = cross_entropy(z, [1.0, 0.0, 0.0])
by_votes = cross_entropy(z, votes)
at_best = cross_entropy(np.log(votes), votes)
floor = entropy(np.log(votes))
unchecked = cross_entropy(z, [1.0, 1.0, 0.0])

print(f"index:   {by_index:.6f}")
print(f"one-hot: {by_one_hot:.6f}")
print(f"votes:   {by_votes:.6f}")
print(f"at best: {at_best:.6f}, entropy {floor:.6f}")
print(f"(1,1,0): {unchecked:.6f}")
