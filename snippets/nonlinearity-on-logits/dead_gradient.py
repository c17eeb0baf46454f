import numpy as np

from logitbook import cross_entropy, softmax

z, y = np.array([-1.0, -2.5]), 0  # the first class is true
relu = np.maximum(z, 0)

gradient = softmax(z) - [1, 0]
gradient_relu = np.where(z > 0, softmax(relu) - [1, 0], 0)  # chain rule
loss, loss_relu = cross_entropy(z, y), cross_entropy(relu, y)
print(f"none: loss {loss:.4f}, grad {gradient.round(4)}")
print(f"ReLU: loss {loss_relu:.4f}, grad {gradient_relu}")
loss_ten = cross_entropy(np.maximum(np.full(10, -1.0), 0), y)
print(f"ten negative scores: ReLU loss {loss_ten:.4f}")
