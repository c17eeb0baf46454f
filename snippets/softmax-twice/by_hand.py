import numpy as np

from logitbook import cross_entropy, softmax

z, y = np.array([2.0, 0.0]), 0  # logits; the first class is true
p = softmax(z)  # the extra softmax
q = softmax(p)  # the loss takes p for logits
gap = p[0] - p[1]
right, twice = cross_entropy(z, y), cross_entropy(p, y)
q_best = softmax([1.0, 0.0])[0]
least = cross_entropy(np.array([1.0, 0.0]), y)

print(f"logits 2, 0: p = {p[0]:.6f}, {p[1]:.6f}, gap {gap:.6f}")
print(f"softmax again: {q[0]:.6f}, {q[1]:.6f}")
print(f"loss: {right:.6f} from z, {twice:.6f} from p")
print(f"at best p = 1, 0: again {q_best:.6f}, loss {least:.6f}")
