from logitbook import sigmoid

n, eta, penalty = 10, 0.01, 1.0  # ten rows, all "yes"
margin, seen = 0.0, {}
for t in range(1, 1001):
    p = sigmoid(margin)
    margin += eta * n * (1 - p) / (n * p * (1 - p) + penalty)
    seen[t] = float(sigmoid(margin))

for t in (10, 100, 1000):
    print(f"{t:4} trees with learning rate {eta}: {seen[t]:.3f}")
ten, thousand = seen[10], seen[1000]
stop = (1 + (1 - 4 / n) ** 0.5) / 2  # where n p (1 - p) is 1
print(f"min_child_weight=1 stops at {stop:.3f}")
