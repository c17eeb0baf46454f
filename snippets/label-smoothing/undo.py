import numpy as np

from logitbook import softmax

eps, K = 0.1, 3
true = np.array([0.7, 0.25, 0.05])  # shares among photos that look alike
target = (1 - eps) * true + eps / K  # the mean of their smoothed labels

z = np.zeros(K)
for _ in range(2000):
    z -= softmax(z) - target  # the gradient
said = softmax(z)
back = (said - eps / K) / (1 - eps)

print("true:  ", true)
print("said:  ", said.round(3))
print("undone:", back.round(3))
