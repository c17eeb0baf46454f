import numpy as np

from logitbook import softmax


def attention_weights(q, k):  # like most libraries, divides by itself
    return softmax(q @ k.T / np.sqrt(q.shape[-1]))


d = 64
q = np.zeros((1, d))
q[0, 0] = 8
k = np.zeros((3, d))
k[:, 0] = [3, 1, 0]  # the raw scores are 24, 8 and 0

once = attention_weights(q, k)[0]
twice = attention_weights(q / np.sqrt(d), k)[0]
never = softmax(q @ k.T)[0]

print("once: ", once.round(3))
print("twice:", twice.round(3))
print("never:", never.round(3))
