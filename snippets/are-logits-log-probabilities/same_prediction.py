import numpy as np

from logitbook import log_softmax, logsumexp

z = np.array([2.0, 1.0, 0.1])
log_p = log_softmax(z)

for name, logits in [("z", z), ("z + 100", z + 100), ("log p", log_p)]:
    constant = abs(logsumexp(logits))  # abs: rounding may leave -0.0
    first = log_softmax(logits)[0]
    print(f"{name:7} lse {constant:10.6f}, log p[0] {first:.6f}")
