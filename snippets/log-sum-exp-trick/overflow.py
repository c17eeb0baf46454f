import numpy as np

from logitbook import logsumexp


def naive(z):
    with np.errstate(all="ignore"):
        return np.log(np.exp(z).sum())


def shifted(z):
    m = z.max()
    return m + np.log(np.exp(z - m).sum())


high = np.array([800.0, 801.0, 802.0])
low = -high
lse_high, lse_low = shifted(high), shifted(low)

print(f"high: as typed {naive(high)}, shifted {lse_high:.4f}")
print(f"low: as typed {naive(low)}, shifted {lse_low:.4f}")
print(f"logitbook: {logsumexp(high):.4f}, {logsumexp(low):.4f}")
