import numpy as np

from logitbook import log_softmax, softmax

for dtype, gaps in [(np.float32, [18, 104]), (np.float64, [37, 746])]:
    for gap in gaps:
        z = np.array([gap, 0], dtype=dtype)
        p = softmax(z)
        log_p = log_softmax(z)
        print(f"{dtype.__name__}, gap {gap}: first is 1: {p[0] == 1}", end="")
        print(f", second {p[1]:.2e}, log {log_p[1]:.1f}")
