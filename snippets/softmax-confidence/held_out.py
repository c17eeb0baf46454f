import numpy as np

from logitbook import cross_entropy, fit_temperature, softmax

rng = np.random.default_rng(3)
truth = rng.normal(size=(30, 3)) / 2  # 30 features, 3 classes
x = rng.normal(size=(4080, 30))
y = (x @ truth + rng.gumbel(size=(4080, 3))).argmax(axis=1)
train, fit, new = slice(80), slice(80, 2080), slice(2080, None)

w = np.zeros((30, 3))
for _ in range(3000):  # a linear model learns the first 80 rows
    p = softmax(x[train] @ w)
    w -= x[train].T @ (p - np.eye(3)[y[train]]) / 80
z = x @ w
t_train, t = (fit_temperature(z[part], y[part]) for part in (train, fit))
guess = np.log(3)  # the loss of a third for each class

print(f"T: training {t_train:.1f}, held-out {t:.4f}")
for part, by in ((train, 1), (new, 1), (new, t)):
    right = 100 * np.mean(z[part].argmax(axis=1) == y[part])
    claimed = 100 * softmax(z[part] / by).max(axis=1).mean()
    loss = cross_entropy(z[part] / by, y[part])
    print(f"right {right:.1f}, claimed {claimed:.1f}, loss {loss:.4f}")
