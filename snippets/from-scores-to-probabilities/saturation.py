import numpy as np

from logitbook import log_softmax, softmax

for dtype, gap_1, gap_0 in [(np.float32, 18, 104), (np.float64, 37, 746)]:
    p = softmax(np.array([gap_1, 0], dtype=dtype))
    q = softmax(np.array([gap_0, 0], dtype=dtype))
    log_q = log_softmax(np.array([gap_0, 0], dtype=dtype))
    print(f"{dtype.__name__}: gap {gap_1:>3}: first is exactly 1: {p[0] == 1}, second is {p[1]:.2e}")
    print(f"{dtype.__name__}: gap {gap_0:>3}: second is exactly 0: {q[1] == 0}, its logarithm is {log_q[1]:.1f}")
