import numpy as np

from logitbook import logit, logsumexp, sigmoid, softmax

x = 1.4  # the only output of a yes-or-no model
x_back = logit(sigmoid(x))
print(f"one output: score {x}, logit(p) {x_back:.4f}")

scores = np.array([2.0, 1.0, -2.0])  # cat, dog, bird
p = softmax(scores)
cat_dog = np.log(p[0] / p[1])
print(f"cat against dog: log-odds {cat_dog:.4f}")
cat_rest = logit(p[0])
print(f"cat against dog and bird: {cat_rest:.4f}")
proved = scores[0] - logsumexp(scores[1:])
print(f"2 - log-sum-exp of the rest: {proved:.4f}")
