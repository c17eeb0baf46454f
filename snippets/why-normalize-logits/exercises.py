import numpy as np

from logitbook import softmax

close = softmax(np.array([3.0, 1.0, 1.0]))[0]
far = softmax(np.array([3.0, 1.0, -5.0]))[0]

print(f"lead 2, third class at 1:  {close:.3f}")
print(f"lead 2, third class at -5: {far:.3f}")
