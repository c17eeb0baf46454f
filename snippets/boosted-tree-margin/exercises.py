from logitbook import logit, sigmoid

leaves = 0.176471 + 0.135832 + 0.105827
p_half = sigmoid(logit(0.5) + leaves)
print(f"1. from 0.5: {p_half:.4f}")
gap = logit(0.6) - logit(0.4)
left = gap - leaves
print(f"2. from start to end {gap:.4f}, still to come {left:.4f}")
