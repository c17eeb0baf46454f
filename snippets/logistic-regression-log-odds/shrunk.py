import numpy as np

from logitbook import sigmoid

links = np.repeat(np.arange(9), 2)  # of 18 emails
spam = np.array([0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1])


def fit(feature, penalty=0.0, intercept=True):
    x = np.stack([np.ones(18) * intercept, feature], axis=1)
    pull = np.diag([0 if intercept else 1, penalty])  # no pull on the first
    w = np.zeros(2)
    for _ in range(50):  # Newton's method
        p = sigmoid(x @ w)
        slope = x.T @ (p - spam) + pull @ w
        w -= np.linalg.solve(x.T * (p * (1 - p)) @ x + pull, slope)
    return w[1]


plain, shrunk = fit(links), fit(links, penalty=1.0)
in_tens, origin = fit(links / 10, penalty=1.0), fit(links, intercept=False)
print(f"no penalty:              {plain:.4f}")
print(f"penalty, as for C=1:     {shrunk:.4f}")
print(f"the same, in tens / 10:  {in_tens / 10:.4f}")
print(f"no intercept:            {origin:.4f}")
