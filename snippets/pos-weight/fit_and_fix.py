import numpy as np

from logitbook import sigmoid

rng = np.random.default_rng(0)
h = np.column_stack([np.ones(20_000), rng.normal(size=20_000)])
y = rng.random(20_000) < sigmoid(h @ [-3.0, 1.0])  # spam or not
w = np.sum(~y) / np.sum(y)


def fit(pos_weight):
    c, weight = np.zeros(2), np.where(y, pos_weight, 1.0)
    for _ in range(1000):
        c -= h.T @ (weight * (sigmoid(h @ c) - y)) / weight.sum()
    return h @ c  # the logits


plain, weighted = fit(1.0), fit(w)
share, log_w = y.mean(), np.log(w)
means = sigmoid([plain, weighted, weighted - log_w]).mean(axis=1)
shift = (weighted - plain).mean()
print(f"spam {share:.4f}, weight {w:.2f}, its log {log_w:.2f}")
print(f"logits higher by {shift:.2f} on average")
print(f"mean p plain {means[0]:.4f}, weighted {means[1]:.4f}")
print(f"minus log w  {means[2]:.4f}")
