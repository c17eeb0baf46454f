import numpy as np

from logitbook import softmax

z, n = np.array([1.0, 0.0, -1.0]), 200_000
noisy = z + np.random.default_rng(0).gumbel(size=(n, 3))
order = np.argsort(-noisy, axis=1)  # the winner, the second, the third
second = np.bincount(order[order[:, 0] == 0, 1], minlength=3)
share = second / second.sum()
expected = softmax(z, where=[False, True, True])

print("after A, drawn   ", share.round(2))
print("softmax without A", expected.round(2))
