import numpy as np

from logitbook import softmax

z = np.array([1.0, 1.0, 0.0])  # two leaders

for t in [1, 0.1, 0.01]:
    print(f"T = {t}: ", softmax(z / t).round(4))
limit = softmax(z, temperature=0)
print("the limit:", limit)
print("argmax:    position", np.argmax(z))
