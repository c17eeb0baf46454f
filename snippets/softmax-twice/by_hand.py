import numpy as np

from logitbook import cross_entropy, softmax

z, y = np.array([2.0, 0.0]), 0  # logits; the first class is true
p = softmax(z)  # the extra softmax
q = softmax(p)  # the loss takes p for logits
gap = p[0] - p[1]
right, twice = cross_entropy(z, y), cross_entropy(p, y)
q_best = softmax([1.0, 0.0])[0]
least = cross_entropy(np.array([1.0, 0.0]), y)

print(f"softmax {p.round(6)}, gap {gap:.6f}")
print(f"again   {q.round(6)}")
print(f"loss {right:.6f} from z, {twice:.6f} from p")
print(f"from [1 0]: again {q_best:.6f}, loss {least:.6f}")
