import numpy as np

from logitbook import cross_entropy, softmax

z = np.array([200.0, 0.0])
right, twice = cross_entropy(z, 0), cross_entropy(softmax(z), 0)
print(f"1. loss {right:.4f} from z, {twice:.4f} from p")

z = np.array([0.0, 20.0])  # the first class is true
wrong_right, wrong_twice = cross_entropy(z, 0), cross_entropy(softmax(z), 0)
print(f"2. loss {wrong_right:.4f} from z, {wrong_twice:.4f} from p")
