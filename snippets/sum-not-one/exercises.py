import numpy as np

quarters = np.full(4, 0.25, dtype=np.float32)
excess = quarters.sum(dtype=np.float64) - 1

rng = np.random.default_rng(0)
drawn = rng.multinomial(1000, [0.2, 0.2, 0.2])  # no error
third = drawn[2] / 1000

shares = np.full(50_000, 1 / 50_000, dtype=np.float32)
one_by_one = sum(shares)  # rounds 50,000 times
loop_excess = one_by_one - 1
half = shares.astype(np.float16)
half_excess = half.sum(dtype=np.float64) - 1

print(f"four quarters: 1 + {excess}")
print(f"the third class was drawn in {third:.0%}")
print(f"50,000 shares one by one: 1 + {loop_excess:.1e}")
print(f"50,000 shares in float16: 1 + {half_excess:.1e}")
