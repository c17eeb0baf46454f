import numpy as np

z = np.array([4.0, 3.5, 2.0, 1.0, -1.0])  # hot, cold, thin, red, nine


def shares(t):
    """Return the shares, largest first, and how many reach 0.9."""
    e = np.exp(z / t)
    p = e / e.sum()
    keep = int(np.argmax(np.cumsum(p) >= 0.9)) + 1
    print(f"T = {t}: shares {p.round(3)}")
    print(f"  added up {np.cumsum(p).round(3)}, keep {keep}")
    return p, keep


half, keep_half = shares(0.5)
one, keep_one = shares(1)
two, keep_two = shares(2)
one_sum, two_sum, half_sum = one[:2].sum(), two[:3].sum(), half[:2].sum()
