import numpy as np

from logitbook import softmax, top_p

z = np.array([4.0, 3.5, 2.0, 1.0, -1.0])  # hot, cold, thin, red, nine
print("                 hot   cold  thin  red   nine")
for t in [0.5, 1.0, 2.0]:
    first = softmax(top_p(z / t, 0.9))  # temperature, then top-p
    last = softmax(top_p(z, 0.9) / t)  # top-p, then temperature
    for name, p in [("T first", first), ("top-p first", last)]:
        print(f"{t} {name:11s} ", *(f"{x:.3f}" for x in p))
