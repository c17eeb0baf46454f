import numpy as np

from logitbook import logit, sigmoid

base_score = 0.4  # 8 of 20 customers cancelled
leaves = np.array([0.176471, 0.135832, 0.105827])  # a new customer's

start = logit(base_score)  # log(0.4 / 0.6)
total = leaves.sum()
margin = start + total
p = sigmoid(margin)
odds = np.exp(margin)

print(f"start, logit({base_score}): {start:.4f}")
for i, leaf in enumerate(leaves, start=1):
    print(f"tree {i}: {leaf:+.4f}")
print(f"margin: {margin:.4f}, odds {odds:.3f}")
print(f"probability: {p:.4f}")
