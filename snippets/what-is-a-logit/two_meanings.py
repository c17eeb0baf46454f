import numpy as np

from logitbook import logit, softmax

two = np.array([1.004, 0.709])  # scores of two classes
three = np.array([2.0, 1.0, 0.1])  # scores of three classes

logit_two = logit(softmax(two))
print(f"two classes: difference of the scores {two[0] - two[1]:.6f}")
print(f"two classes: logit of the first p     {logit_two[0]:.6f}")

p_three = softmax(three)
logit_three = logit(p_three)
for z, p, x in zip(three, p_three, logit_three, strict=True):
    print(f"three classes: score {z:.1f}, p {p:.6f}, logit(p) {x:9.6f}")
