import numpy as np

quarters = np.full(4, 0.25, dtype=np.float32)
excess = quarters.sum(dtype=np.float64) - 1

rng = np.random.default_rng(0)
drawn = rng.multinomial(1000, [0.2, 0.2, 0.2])  # no error
third = drawn[2] / 1000

print(f"four quarters: 1 + {excess}")
print(f"the third class was drawn in {third:.0%}")
