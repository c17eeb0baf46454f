import numpy as np

from logitbook import bce_with_logits, cross_entropy, sigmoid, softmax

z = np.array([1.004, 0.709])  # cat, dog
x = z[0] - z[1]

p_softmax = softmax(z)[0]
p_sigmoid = sigmoid(x)
loss_two = cross_entropy(z, 0)  # the image shows a cat: class 0 of two
loss_one = bce_with_logits(x, 1)  # "is it a cat?" yes

print(f"two outputs: P(cat) = {p_softmax:.6f}, loss {loss_two:.6f}")
print(f"one output:  P(cat) = {p_sigmoid:.6f}, loss {loss_one:.6f}")
