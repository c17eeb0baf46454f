import numpy as np

from logitbook import softmax

z = np.array([1.0, 2.0, 3.0])
keep = np.array([True, False, True])

right = softmax(np.where(keep, z, -np.inf))
zeroed = softmax(z * keep)  # wrong: 0 is a logit like any other
cut = softmax(z) * keep  # wrong: the sum is no longer 1
total = cut.sum()
rescaled = cut / total
with np.errstate(invalid="ignore"):
    bias = (1 - keep) * -np.inf  # wrong: 0 times infinity is NaN
spoiled = softmax(z + bias)

print(f"set to -inf  {right.round(6)}")
print(f"z * keep     {zeroed.round(6)}")
print(f"p * keep     {cut.round(6)}")
print(f"   rescaled  {rescaled.round(6)}")
print(f"bias         {bias}")
print(f"z + bias     {spoiled}")
