import numpy as np

from logitbook import logit, sigmoid

n, yes = np.array([10, 10]), np.array([6, 2])  # of new and old
eta, penalty = 0.3, 1.0  # XGBoost's defaults

margin = np.full(2, logit(yes.sum() / n.sum()))
margins = [margin]
for _ in range(60):  # each tree splits new from old
    p = sigmoid(margin)
    slope = yes - n * p  # cancelled minus expected
    curve = n * p * (1 - p)
    leaf = eta * slope / (curve + penalty)
    margin = margin + leaf
    margins.append(margin)
margins = np.array(margins)
p = sigmoid(margins)

print("trees   margins           probabilities")
for t in (0, 1, 2, 3, 60):
    print(f"{t:5} {margins[t].round(3)!s:>17} {p[t].round(3)!s:>15}")
leaves = np.diff(margins, axis=0)[:3, 0]
first = leaves[0]
print("leaves of the new:", leaves.round(6))
