import numpy as np

from logitbook import expected_calibration_error, fit_temperature

z, y = np.array([[1.0, 0.0]] * 100), [0] * 80 + [1] * 20
t_low = fit_temperature(z, y)
print(f"1. leads of 1: T = {t_low:.6f}")

p = np.array([[0.8, 0.2]] * 100)  # the same for every input
error = expected_calibration_error(p, y)
print(f"2. calibration error {error:.4f}")
