import numpy as np

from logitbook import softmax

z = np.array([[1.0, 2.0, 3.0], [900.0, 902.0, 899.0]])
right = softmax(z - z.max(axis=-1, keepdims=True))
other_axis = softmax(z - z.max(axis=0, keepdims=True))
one_only = z.copy()
one_only[:, 2] -= 1

print("as they are    ", softmax(z)[0].round(3))
print("minus row max  ", right[0].round(3))
print("minus axis 0   ", other_axis[0].round(3))
print("one class only ", softmax(one_only)[0].round(3))

e = np.exp(z - z.max())  # one maximum for the whole batch
with np.errstate(invalid="ignore"):
    print("minus batch max", (e / e.sum(-1, keepdims=True))[0])
