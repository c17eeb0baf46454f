import numpy as np

from logitbook import expected_calibration_error, fit_temperature, sigmoid

z, y = np.array([[1.0, 0.0]] * 5), [0, 0, 0, 0, 1]
t_low = fit_temperature(z, y)
print(f"1. leads of 1: T = {t_low:.6f}")

t = fit_temperature(3 * z, y)
far_lead = 30 / t
print(f"2. lead {far_lead:.4f}, claims {sigmoid(far_lead):.6f}")

p = np.array([[0.8, 0.2]] * 5)  # the same for every input
error = expected_calibration_error(p, y)
print(f"3. calibration error {error:.4f}")
