import numpy as np

from logitbook import logsumexp


def naive(z):
    with np.errstate(all="ignore"):
        return np.log(np.exp(z).sum())


def shifted(z):
    m = z.max()
    return m + np.log(np.exp(z - m).sum())


high = np.array([1000.0, 1001.0, 1002.0])
low = -high
lse_high, lse_low = shifted(high), shifted(low)

print(f"high: as typed {naive(high)}, shifted {lse_high:.6f}")
print(f"low:  as typed {naive(low)}, shifted {lse_low:.6f}")
print(f"logitbook: {logsumexp(high):.6f} and {logsumexp(low):.6f}")
