import numpy as np

from logitbook import logit, softmax

x_low = logit(0.2)

scores = np.array([2.0, 1.0, 0.1])
x_first = logit(softmax(scores))[0]
x_raised = logit(softmax(scores + 3))[0]
scores[2] = -100
x_without_third = logit(softmax(scores))[0]

print(f"logit(0.2):       {x_low:9.6f}")
print(f"first class:      {x_first:9.6f}")
print(f"all scores + 3:   {x_raised:9.6f}")
print(f"third score -100: {x_without_third:9.6f}")
