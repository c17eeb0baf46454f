import numpy as np

from logitbook import expected_calibration_error

rng = np.random.default_rng(0)
claims = rng.uniform(0.5, 1, 2000)
y = (rng.random(2000) > claims).astype(int)  # 0: right, all honest
p = np.stack([claims, 1 - claims], axis=1)


def mean_of(size):
    parts = range(0, 2000, size)
    eces = [expected_calibration_error(p[i : i + size], y[i : i + size]) for i in parts]
    return np.mean(eces)


eces = [mean_of(2000), mean_of(20), mean_of(1)]
print("one ECE of 2,000, mean of 100, mean of 2,000:", np.round(eces, 2))
