import numpy as np

from logitbook import softmax

z = np.array([2.0, 1.0, 0.0])  # scores: hit, known song, rare song
q = np.array([0.6, 0.3, 0.1])  # how often each is drawn
full = softmax(z)
minus = softmax(z - np.log(q))
plus = softmax(z + np.log(q))

print("softmax of the scores:   ", full.round(3))
print("in the loss, minus log q:", minus.round(3))
print("in the loss, plus log q: ", plus.round(3))
