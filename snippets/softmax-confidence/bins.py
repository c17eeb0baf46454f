import numpy as np

from logitbook import expected_calibration_error

rng = np.random.default_rng(0)
claimed = rng.uniform(0.5, 1, 2000)
p = np.stack([claimed, 1 - claimed], axis=1)
y = (rng.random(2000) > claimed).astype(int)  # right as often as claimed

errors = []
for bins in (5, 15, 50, 500):
    errors.append(expected_calibration_error(p, y, bins=bins))
    print(f"{bins:3} bins: {errors[-1]:.4f}")
few, many = errors[1], errors[3]
