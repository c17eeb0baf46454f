import numpy as np

from logitbook import bce_with_logits, cross_entropy, sigmoid, softmax

z = np.array([0.5, 2.0])  # not spam, spam
powers = np.exp(z)
total = powers.sum()
p_softmax = softmax(z)[1]
loss_two = cross_entropy(z, 1)  # the true class is 1, spam

x = z[1] - z[0]
power = np.exp(-x)
p_sigmoid = sigmoid(x)
loss_one = bce_with_logits(x, 1)  # "is it spam?" yes

print(f"e to the logits: {powers.round(2)}, total {total:.2f}")
print(f"e to the minus {x}: {power:.3f}")
print(f"two: P(spam) {p_softmax:.6f}, loss {loss_two:.6f}")
print(f"one: P(spam) {p_sigmoid:.6f}, loss {loss_one:.6f}")
