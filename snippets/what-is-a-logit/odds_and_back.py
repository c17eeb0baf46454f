from logitbook import logit, sigmoid

p = 0.8
odds = p / (1 - p)
x = logit(p)
p_back = sigmoid(x)

print(f"probability {p:.1f} -> odds {odds:.1f} : 1 -> logit {x:.6f}")
print(f"logit {x:.6f} -> sigmoid -> probability {p_back:.1f}")
