import numpy as np

from logitbook import softmax

classes = 201
flat = 1 / classes
twice = softmax(np.eye(classes)[0])[0]  # of the surest probabilities
print(f"1 of {classes}: {flat:.2%}, after two softmaxes {twice:.2%}")

spam, ham = np.array([4.0, 5.0]), np.array([7.0, 5.5])  # no, yes
p = softmax(np.stack([spam, ham]))[:, 1]
print("yes alone:", spam[1], ham[1], " p:", p.round(2))

q, scale, zero = np.array([200, 40, 16], np.uint8), 1 / 256, 0
a = (q.astype(np.float32) - zero) * scale
print("from 0 to 255:", a.round(3), "sum", a.sum())

off = np.spacing(np.float16(8)) / 2  # half the gap to the next number
smallest = np.nextafter(np.float16(0), np.float16(1))
print(f"float16 from 8 to 16: off by up to {off:.4f}")
lost = float(smallest) / 2  # below that, the nearest number is 0
print(f"its smallest number: {smallest:.1e}, 0 below {lost:.1e}")
