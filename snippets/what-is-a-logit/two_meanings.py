import numpy as np

from logitbook import logit, softmax

two = np.array([1.004, 0.709])  # network logits, two classes
three = np.array([2.0, 1.0, 0.1])  # network logits, three classes

gap = two[0] - two[1]
logit_of_p_two = logit(softmax(two))
logit_of_p_three = logit(softmax(three))

print(f"two classes:   z1 - z2 = {gap:.6f},  logit(p1) = {logit_of_p_two[0]:.6f}")
for z, value in zip(three, logit_of_p_three, strict=True):
    print(f"three classes: z = {z:.1f},  logit(p) = {value:.6f}")
