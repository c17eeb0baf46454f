import numpy as np

from logitbook import cross_entropy, softmax

rng = np.random.default_rng(0)
pixels = rng.integers(0, 256, size=(2000, 784))
y = rng.integers(10, size=2000)
W = rng.uniform(-1, 1, size=(784, 10)) / np.sqrt(784)  # nn.Linear(784, 10)

z_raw, z_scaled = pixels @ W, pixels / 255 @ W
raw, scaled = cross_entropy(z_raw, y), cross_entropy(z_scaled, y)
p = np.clip(softmax(z_raw), 1e-7, 1 - 1e-7)  # as Keras does
clipped = -np.log(p[np.arange(2000), y]).mean()
spread_raw, spread_scaled = z_raw.std(), z_scaled.std()

print(f"0 to 255: scores spread by {spread_raw:.1f}")
print(f"  loss {raw:.4f}, from clipped p {clipped:.4f}")
print(f"0 to 1:   scores spread by {spread_scaled:.2f}")
print(f"  loss {scaled:.4f}")
