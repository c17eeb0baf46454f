import numpy as np

from logitbook import sigmoid, softmax

z = np.array([2.0, 1.0, 0.1])
dog = softmax(z) - np.array([0, 1, 0])
soft = softmax(z) - np.array([0.8, 0.1, 0.1])
p = sigmoid(-8.0)  # the wrong class leads by 8
entropy_push, squared_push = 1 - p, 4 * p * (1 - p) ** 2
ratio = entropy_push / squared_push

print("dog true: ", dog.round(3))
print("soft:     ", soft.round(3))
print(f"lead 8: {entropy_push:.4f} and {squared_push:.4f}, {ratio:.0f} times")
