import numpy as np

from logitbook import softmax

photo = np.array([2.0, 1.0, 0.0])
others = {
    "alone": np.empty((0, 3)),
    "with one": np.array([[4.0, 0.0, 0.0]]),
    "with two": np.array([[4.0, 0.0, 0.0], [0.0, 0.0, 5.0]]),
}
print("photo 1   axis 1             axis 0")
for name, rest in others.items():
    z = np.vstack([photo, rest])
    right, wrong = softmax(z, axis=1)[0], softmax(z, axis=0)[0]
    print(f"{name:<9} {right.round(2)} {wrong.round(2)}")
