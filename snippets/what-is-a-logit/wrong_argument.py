import numpy as np

from logitbook import logit, softmax

scores = np.array([2.0, 1.0, -2.0])  # logits already
wrong = logit(scores)
right = softmax(scores)

print("logit:  ", wrong)
print("softmax:", right.round(4))
print("logit of a score of 0.1:", logit(0.1).round(4))
print("logit of a certain event:", logit(1.0))
