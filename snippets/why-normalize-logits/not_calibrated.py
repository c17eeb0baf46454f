import numpy as np

from logitbook import softmax

lead = 3.0  # the model always leads by this much,
accuracy = 0.8  # and suppose that it is right this often
claimed = softmax(np.array([lead, 0.0]))[0]

print(f"claimed {claimed:.3f}, true {accuracy:.1f}")
