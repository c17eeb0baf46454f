import numpy as np

from logitbook import sigmoid, softmax

near_tie = np.array([-1e-17, 0.0])
p_tie = softmax(near_tie)
labels = np.array([40.0, 50.0])  # a yes-or-no logit each
p_labels = sigmoid(labels)
infinite = np.array([0.0, np.inf])
p_infinite = softmax(infinite)
eps_16, eps_64 = np.finfo(np.float16).eps, np.finfo(np.float64).eps

print("argmax before and after, result")
print("softmax ", near_tie.argmax(), p_tie.argmax(), p_tie)
print("sigmoid ", labels.argmax(), p_labels.argmax(), p_labels)
print("softmax ", infinite.argmax(), p_infinite.argmax(), p_infinite)
