import numpy as np

from logitbook import softmax

z = np.array([1.0, 2.0, 3.0])
keep = np.array([True, False, True])

right = softmax(np.where(keep, z, -np.inf))
zeroed = softmax(z * keep)  # wrong: 0 is a logit like any other
cut = softmax(z) * keep  # wrong: the sum is no longer 1
total = cut.sum()
rescaled = cut / total

print(f"logits set to -inf:        {right.round(6)}")
print(f"logits times the mask:     {zeroed.round(6)}")
print(f"probabilities times mask:  {cut.round(6)} sum {total:.6f}")
print(f"the same, rescaled:        {rescaled.round(6)}")
