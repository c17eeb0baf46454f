import numpy as np

from logitbook import cross_entropy, log_softmax, logsumexp, softmax

z = np.zeros((3, 4, 10))  # 3 models, 4 inputs, 10 classes
z[:, :, 0] = 12.0  # all models are sure of class 0,
y = np.array([0, 0, 0, 0])  # and right

mean_p = softmax(z).mean(axis=0)
log_mean = logsumexp(log_softmax(z), axis=0) - np.log(3)
wrong = cross_entropy(mean_p, y)  # it takes them for logits
right = cross_entropy(log_mean, y)

print(f"mean probability passed: {wrong:.5f}")
print(f"its logarithm passed:    {right:.5f}")
