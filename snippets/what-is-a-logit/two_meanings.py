import numpy as np

from logitbook import logit, softmax

two = np.array([1.004, 0.709])  # scores of two classes
three = np.array([2.0, 1.0, 0.1])  # scores of three classes

logit_two = logit(softmax(two))
print(f"two classes:   z1 - z2 = {two[0] - two[1]:.6f}, logit(p1) = {logit_two[0]:.6f}")

p_three = softmax(three)
logit_three = logit(p_three)
for i in range(3):
    print(f"three classes: z = {three[i]:.1f}, p = {p_three[i]:.6f}, logit(p) = {logit_three[i]:.6f}")
