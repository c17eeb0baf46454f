import numpy as np

from logitbook import sigmoid, softmax

z = np.array([1.5, -0.5, 2.0])
raised = z + np.array([0.0, 0.0, 2.0])  # a clearer beach
dog_sigmoid = sigmoid(raised)[0]
dog_softmax = softmax(raised)[0]
floor = 3 * np.log(3)  # three true labels

print(f"dog: sigmoid {dog_sigmoid:.2f}, softmax {dog_softmax:.2f}")
print(f"three true labels, lowest loss: {floor:.2f}")
