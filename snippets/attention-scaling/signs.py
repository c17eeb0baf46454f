from itertools import product

import numpy as np

for d in (1, 4, 16):  # every way to draw d products of +1 or -1
    sums = np.array([sum(signs) for signs in product([1, -1], repeat=d)])
    square = np.mean(sums**2)
    print(f"d = {d:2}: {len(sums):5} ways, mean square {square:.0f}")
    if d == 4:
        size, ways = np.unique(np.abs(sums), return_counts=True)
        mean_square = square  # the text quotes it
        print(f"        sizes {size}, ways {ways}")
