import numpy as np

from logitbook import logit

scores = np.array([2.0, 1.0, 0.1])  # logits already
transformed = logit(scores)
unnormalised = np.exp(scores)

print("logit:", transformed.round(6))
print("exp:  ", unnormalised.round(6))
