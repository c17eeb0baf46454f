import numpy as np

from logitbook import sigmoid, softmax

p_cold = softmax(np.array([1.0, 2.0]) / 0.1)[1]
print(f"by 0.1: dog {p_cold:.6f}")

squared = np.array([1.0, -3.0]) ** 2
print(f"squares: {squared}, the largest is number {squared.argmax()}")

models = np.array([6.0, -1.0, -2.0])  # three models, a logit each
says = models.mean() > 0, sigmoid(models).mean() > 0.5
print(f"yes by the mean logit: {says[0]}, by the mean probability: {says[1]}")
