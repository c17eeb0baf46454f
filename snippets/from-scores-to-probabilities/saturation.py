import numpy as np

from logitbook import log_softmax, softmax


def show(lead, dtype):
    z = np.array([lead, 0], dtype=dtype)
    p = softmax(z)
    log_p = log_softmax(z)
    print(f"{dtype.__name__}, lead {lead}:", end=" ")
    print(f"{p[0]}, {p[1]:.1e}, log {log_p[1]:.0f}")


show(18, np.float32)
show(104, np.float32)
show(37, np.float64)
show(746, np.float64)
