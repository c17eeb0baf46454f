import numpy as np

from logitbook import softmax

gap, accuracy = 3.0, 0.8  # the model always emits this gap and is right this often
p = softmax(np.array([gap, 0.0]))[0]
overconfidence = p - accuracy

print(f"claimed {p:.6f}, observed {accuracy:.1f}, overconfident by {overconfidence:.6f}")
