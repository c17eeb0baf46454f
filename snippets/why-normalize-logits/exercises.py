import numpy as np

from logitbook import cross_entropy, softmax

dog_1 = softmax(np.array([16.917, 0.772]))[1]
dog_2 = softmax(np.array([20.0, 0.709]))[1]
print(f"cat 20 in image 2: P(dog) {dog_1:.3e} and {dog_2:.3e}")

lowered = np.array([1.004, 0.709]) - 1000
without = -lowered[1]
loss = cross_entropy(lowered, 1)
print(f"minus 1000: without {without:.3f}, with {loss:.3f}")
