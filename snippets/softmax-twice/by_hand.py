import numpy as np

from logitbook import cross_entropy, softmax

z, y = np.array([2.0, 0.0]), 0  # logits; the first class is true
powers = np.exp(z)
sum_once = powers.sum()
p = powers / sum_once  # the extra softmax
again = np.exp(p)  # the loss takes p for logits
sum_twice = again.sum()
q = again / sum_twice
right, twice = cross_entropy(z, y), cross_entropy(p, y)
q_best = softmax([1.0, 0.0])[0]
least = cross_entropy(np.array([1.0, 0.0]), y)

print(f"softmax {p.round(6)}, loss {right:.6f}")
print(f"again   {q.round(6)}, loss {twice:.6f}")
print(f"from [1 0]: again {q_best:.6f}, loss {least:.6f}")
