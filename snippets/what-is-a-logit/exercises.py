import numpy as np

from logitbook import logit, softmax

x_low = logit(0.2)

scores = np.array([2.0, 1.0, 0.1])
x_first = logit(softmax(scores))[0]
x_raised = logit(softmax(scores + 3))[0]
x_without_third = logit(softmax(np.array([2.0, 1.0, -100.0])))[0]

print(f"logit(0.2) = {x_low:.6f}")
print(f"first class: {x_first:.6f}, all scores + 3: {x_raised:.6f}")
print(f"third score -100: {x_without_third:.6f}")
