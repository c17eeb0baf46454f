import numpy as np

from logitbook import sigmoid

q, w = 0.8, 3.0
p = q / (q + w * (1 - q))
by_logit = sigmoid(np.log(q / (1 - q)) - np.log(w))
threshold = 1 / (1 + w)

print(f"80% with weight 3: {p:.4f}, by the logit {by_logit:.4f}")
print(f"threshold {threshold:.2f}")
