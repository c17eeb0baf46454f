import numpy as np

from logitbook import sigmoid, softmax

p_cold = softmax(np.array([1.0, 2.0]) / 0.1)[1]
print(f"by 0.1: dog {p_cold:.6f}")

models = np.array([6.0, -1.0, -2.0])  # three models, a logit each
each = sigmoid(models)
mean_logit, mean_p = models.mean(), each.mean()
print(f"each: {each.round(3)}")
print(f"means: logit {mean_logit:.1f}, probability {mean_p:.4f}")
