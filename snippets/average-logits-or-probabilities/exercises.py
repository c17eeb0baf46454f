import numpy as np

from logitbook import logit, sigmoid, softmax

p = np.array([[0.6, 0.39, 0.01], [0.6, 0.01, 0.39]])  # a row a model
logit_mean = softmax(np.log(p).mean(axis=0))
print("mean of logits:       ", logit_mean.round(3))
print("mean of probabilities:", p.mean(axis=0).round(3))


def network(x, first, second):
    return second @ np.maximum(first * x, 0)  # ReLU between layers


a, b = np.array([1.0, -1.0]), np.array([-1.0, 1.0])  # neurons swapped
mean = (a + b) / 2
outputs = [network(3.0, w, w) for w in (a, b, mean)]
print("a, b, mean weights:   ", np.round(outputs, 1))

halfway = sigmoid((logit(0.9) + logit(0.5)) / 2)
print(f"mean log-odds of 90% and 50%: {halfway:.3f}")
