import numpy as np

from logitbook import bce_with_logits, cross_entropy, sigmoid, softmax

z = np.array([2.0, 0.5])  # spam, not spam
powers = np.exp(z)
total = powers.sum()
p_softmax = softmax(z)[0]
loss_two = cross_entropy(z, 0)  # class 0 of two: spam

x = z[0] - z[1]
power = np.exp(-x)
below = 1 + power
p_sigmoid = sigmoid(x)
loss_one = bce_with_logits(x, 1)  # "is it spam?" yes

print(f"two: P(spam) {p_softmax:.6f}, loss {loss_two:.6f}")
print(f"one: P(spam) {p_sigmoid:.6f}, loss {loss_one:.6f}")
