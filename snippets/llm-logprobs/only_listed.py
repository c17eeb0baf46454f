import numpy as np

listed = np.array([0.6, 0.3, 0.09])  # three of 100,000 tokens
others = 100_000 - len(listed)
rest = 1 - listed.sum()  # and none of the others is above 0.09


def limits(t):
    """Return the least and the largest share of the first token."""
    total = (listed ** (1 / t)).sum()
    spread = others * (rest / others) ** (1 / t)  # all alike
    full, left = divmod(rest, listed[-1])  # as few as can be
    packed = full * listed[-1] ** (1 / t) + left ** (1 / t)
    first = listed[0] ** (1 / t)
    shares = [first / (total + w) for w in (spread, packed)]
    return min(shares), max(shares)


for t in [0.5, 1, 2]:
    low, high = limits(t)
    print(f"T = {t}: between {low:.3f} and {high:.3f}")
cool, warm = limits(0.5), limits(2)
