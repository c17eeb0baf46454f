import numpy as np

from logitbook import softmax

z = np.array([3.0, 1.0, 0.2])
t = 0.5

p = softmax(z)[0]
meant = softmax(z / t)[0]
divided = softmax(z) / t
cancelled = divided[0] / divided.sum()
twice = softmax(divided)[0]
repaired = softmax(np.log(softmax(z)) / t)[0]

print(f"T = 1                     {p:.4f}")
print(f"softmax(z / T), as meant  {meant:.4f}")
print(f"p / T, divided by its sum {cancelled:.4f}")
print(f"softmax(p / T)            {twice:.4f}")
print(f"softmax(log(p) / T)       {repaired:.4f}")
