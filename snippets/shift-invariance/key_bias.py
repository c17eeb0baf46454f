import numpy as np

from logitbook import softmax

rng = np.random.default_rng(0)
q, k = rng.normal(size=(2, 4)), rng.normal(size=(3, 4))  # 2 queries, 3 keys
b = np.array([1.0, -2.0, 0.5, 3.0])

plain = softmax(q @ k.T / 2)
key_bias = softmax(q @ (k + b).T / 2)
query_bias = softmax((q + b) @ k.T / 2)
added = (q @ (k + b).T - q @ k.T)[0] / 2

print("without   ", plain[0].round(3))
print("key bias  ", key_bias[0].round(3))
print("query bias", query_bias[0].round(3))
print("the key bias adds", added.round(3), "to the scores")
