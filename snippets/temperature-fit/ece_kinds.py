import numpy as np

from logitbook import expected_calibration_error

p = np.array([0.2] * 100 + [0.8] * 100)  # claims for class 1
y = np.array([1] * 10 + [0] * 90 + [1] * 70 + [0] * 30)

both = np.stack([1 - p, p], axis=1)
said = expected_calibration_error(both, y)  # 80% each, 80% right
gaps = [abs(p[g].mean() - y[g].mean()) for g in (p < 0.5, p > 0.5)]
one = np.mean(gaps)

print(f"class that is said: {said:.2f}")
print(f"class 1:            {one:.2f}")
