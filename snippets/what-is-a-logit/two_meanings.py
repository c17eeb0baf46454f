import numpy as np

from logitbook import logit, softmax

two = np.array([1.004, 0.709])  # two classes
three = np.array([2.0, 1.0, 0.1])  # three classes

difference = two[0] - two[1]
logit_two = logit(softmax(two))
print(f"two: score difference {difference:.6f}")
print(f"two: logit(first p)   {logit_two[0]:.6f}")

p_three = softmax(three)
logit_three = logit(p_three)
for row in zip(three, p_three, logit_three, strict=True):
    print("three: {:.1f}, p {:.6f}, logit {:9.6f}".format(*row))
