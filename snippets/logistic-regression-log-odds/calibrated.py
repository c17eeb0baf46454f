import numpy as np

from logitbook import logit, sigmoid

links = np.arange(9.0)
spam = np.array([0.6, 0.3, 0.1, 0.1, 0.1, 0.2, 0.4, 0.6, 0.8])  # shares


def fit(x):
    w = np.zeros(x.shape[1])
    for _ in range(50):  # Newton's method, without a penalty
        p = sigmoid(x @ w)
        w += np.linalg.solve(x.T * (p * (1 - p)) @ x, x.T @ (spam - p))
    return sigmoid(x @ w)


one = np.ones(9)
line = fit(np.stack([one, links], axis=1))
curve = fit(np.stack([one, links, links**2], axis=1))
share, mean, none_at_0 = spam.mean(), line.mean(), line[0]
base = logit(share)  # the intercept of a model without features
print(f"share of spam {share:.3f}, mean of p {mean:.3f}")
print("links      0    2    4    6    8")
for name, p in [("true", spam), ("line", line), ("square", curve)]:
    print(f"{name:<7}", "".join(f"{each:5.2f}" for each in p[::2]))
