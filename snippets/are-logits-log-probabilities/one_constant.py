import numpy as np

from logitbook import log_softmax, logsumexp

z = np.array([2.0, 1.0, 0.1])
constant = logsumexp(z)
log_p = log_softmax(z)
shifted_constant = logsumexp(z + 100)
total = np.exp(log_p).sum()

for score, value in zip(z, log_p, strict=True):
    print(f"{score:.1f} - {constant:.6f} = {value:.6f}")
print(f"exp(log p) sums to {total:.6f}; exp(z) sums to {np.exp(z).sum():.6f}")
print(f"z + 100: constant {shifted_constant:.6f}, first log p {log_softmax(z + 100)[0]:.6f}")
