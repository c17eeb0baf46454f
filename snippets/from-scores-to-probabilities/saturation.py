import numpy as np

from logitbook import log_softmax, softmax

for dtype, gaps in [(np.float32, [18, 104]), (np.float64, [37, 746])]:
    for gap in gaps:
        z = np.array([gap, 0], dtype=dtype)
        p = softmax(z)
        log_p = log_softmax(z)
        name, won = dtype.__name__, p[0] == 1
        print(f"{name}, gap {gap:3}: first is exactly 1: {won}", end="")
        print(f", second {p[1]:.2e}, log {log_p[1]:.1f}")
