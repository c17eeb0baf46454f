import numpy as np

from logitbook import logit, softmax

x_low = logit(0.2)

scores = np.array([2.0, -100.0, -2.0])  # cat, dog, bird
x_without_dog = logit(softmax(scores))[0]

print(f"logit(0.2): {x_low:.4f}")
print(f"dog -100:   {x_without_dog:.4f}")
