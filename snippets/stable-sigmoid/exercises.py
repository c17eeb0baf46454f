import numpy as np

from logitbook import sigmoid

print("37:", sigmoid(37) == 1, sigmoid(np.float32(37)) == 1)
print("36:", sigmoid(36) == 1, sigmoid(np.float32(36)) == 1)

low, rest = sigmoid(-30), 1 - sigmoid(30)
off = 1 - rest / low
print(f"{low:.4e} and {rest:.4e}: off by {off:.2%}")

spam, other = np.array([19.0, 22.0]), np.array([17.0, 20.0])
gaps = sigmoid(spam)[:, None] - sigmoid(other)
auc = np.mean((gaps > 0) + 0.5 * (gaps == 0))
print("AUC in float64:", auc)
