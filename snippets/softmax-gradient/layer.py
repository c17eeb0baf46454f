import numpy as np

from logitbook import cross_entropy, softmax

rng = np.random.default_rng(0)
h = rng.normal(size=(4, 5))  # four inputs, five features
w, b = rng.normal(size=(5, 3)), np.zeros(3)
labels = np.array([0, 2, 1, 0])

y = np.eye(3)[labels]  # one-hot, shape (4, 3)
g = (softmax(h @ w + b) - y) / len(h)  # the mean over the batch
g_w, g_b, g_h = h.T @ g, g.sum(0), g @ w.T

# Check one weight: move it a little to both sides.
e = 1e-5 * (np.arange(15) == 7).reshape(5, 3)
up, down = (cross_entropy(h @ (w + s) + b, labels) for s in (e, -e))
check = (up - down) / 2e-5
undivided = (g_w * len(h))[2, 1]

print(f"measured         {check:.6f}")
print(f"h.T @ g          {g_w[2, 1]:.6f}")
print(f"without the 1/N  {undivided:.6f}")
print("shapes          ", g_w.shape, g_b.shape, g_h.shape)
