import numpy as np

from logitbook import softmax

z = np.array([[2.0, 1.0, 0.0], [4.0, 0.0, 0.0]])
photo_2 = z[1] + [100, 100, 100]
shifted = np.stack([z[0], photo_2])
right = softmax(shifted, axis=1)[1]
wrong = softmax(shifted, axis=0)[1]

print(f"photo 2, all + 100, axis 1: {right.round(2)}")
print(f"photo 2, all + 100, axis 0: {wrong.round(2)}")
