import numpy as np

from logitbook import sigmoid, softmax

cold = np.array([2.0, 1.0, 0.1]) / 0.1
p_cold = softmax(cold)
winner = p_cold.argmax()
print(f"by 0.1: winner {winner}, p = {p_cold[0]:.6f}")

wider = np.array([-1e-15, 0.0])
argmax_wider = softmax(wider).argmax()
print(f"gap 1e-15: argmax {argmax_wider}")

models = np.array([6.0, -1.0, -2.0])  # three models, a logit each
mean_logit = models.mean()
percent = 100 * sigmoid(models).mean()
print(f"means: logit {mean_logit:.1f}, percent {percent:.2f}")
