import numpy as np

from logitbook import logit, sigmoid

print("37:", sigmoid(37) == 1, sigmoid(np.float32(37)) == 1)
print("36:", sigmoid(36) == 1, sigmoid(np.float32(36)) == 1)

low, rest = sigmoid(-30), 1 - sigmoid(30)
off = 1 - rest / low
print(f"{low:.4e} and {rest:.4e}: off by {off:.2%}")

true_40, by_tanh = sigmoid(-40), (1 + np.tanh(-20)) / 2
print(f"sigmoid of -40: {true_40:.1e}, by tanh: {by_tanh}")

capped = -np.log(sigmoid(-40) + 1e-5)
print(f"cost of a yes at -40: {capped:.2f} with 1e-5 added")

k_99 = logit(0.99)
rng = np.random.default_rng(0)
pixels, weights = rng.uniform(0, 255, 784), rng.normal(size=(784, 999))
raw, scaled = pixels @ weights, (pixels / 255) @ (weights / 28)
print(f"typical x: {raw.std():.0e}, scaled {scaled.std():.1f}")

print(f"99% at 100 with k = {k_99:.3f}/100: {sigmoid(k_99 / 100 * 100):.2f}")
