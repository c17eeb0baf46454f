from math import comb

# n equal runs: a rate of differences above this would
# have shown at least one with a chance of 95%
n = 100
rate = 1 - 0.05 ** (1 / n)
print(f"{n} equal runs: the rate is below {rate:.1%}")


# five answers are drawn, independently, and the
# commonest of two possible ones is taken
def majority(p):
    return sum(comb(5, k) * p**k * (1 - p) ** (5 - k) for k in (3, 4, 5))


good, bad = majority(0.6), majority(0.4)
print(f"right in 60% of the draws: {good:.0%} of five")
print(f"right in 40% of the draws: {bad:.0%} of five")
