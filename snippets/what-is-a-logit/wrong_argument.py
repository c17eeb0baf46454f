import numpy as np

from logitbook import logit

scores = np.array([2.0, 1.0, 0.1])  # network logits, not probabilities
transformed = logit(scores)
unnormalised = np.exp(scores)

print("logit(scores):", [f"{value:.6f}" for value in transformed])
print("exp(scores):  ", [f"{value:.6f}" for value in unnormalised])
