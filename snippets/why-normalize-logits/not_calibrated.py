import numpy as np

from logitbook import softmax

gap = 3.0  # the model always leads by this much,
accuracy = 0.8  # and suppose that it is right this often
p = softmax(np.array([gap, 0.0]))[0]
excess = p - accuracy

print(f"claimed {p:.6f}, true {accuracy:.1f}")
print(f"too confident by {excess:.6f}")
