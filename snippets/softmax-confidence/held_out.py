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
t = fit_temperature(z[fit], y[fit])
guess = np.log(3)  # the loss of a third for each class
print(f"T = {t:.4f}     right  claimed    loss")
rows = {"training": (train, 1), "new": (new, 1), "new / T": (new, t)}
right, claimed, loss = np.zeros((3, 3))
for i, (name, (part, by)) in enumerate(rows.items()):
    right[i] = 100 * np.mean(z[part].argmax(axis=1) == y[part])
    claimed[i] = 100 * softmax(z[part] / by).max(axis=1).mean()
    loss[i] = cross_entropy(z[part] / by, y[part])
    print(f"{name:<12} {right[i]:8.1f} {claimed[i]:8.1f} {loss[i]:7.4f}")
