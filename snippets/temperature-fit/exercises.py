import numpy as np

from logitbook import expected_calibration_error, fit_temperature, softmax

z = np.array([[np.log(9), 0]] * 90 + [[6.0, 0]] * 10)
y = np.array([0] * 81 + [1] * 9 + [0] * 10)  # no sure mistakes
t_right = fit_temperature(z, y)
print(f"1. T = {t_right:.3f}")

z_two = 2 * z  # the same model with doubled logits
y = np.array([0] * 81 + [1] * 9 + [0] * 7 + [1] * 3)
t, t_two = fit_temperature(z, y), fit_temperature(z_two, y)
print(f"2. T = {t:.3f}, doubled {t_two:.3f}")
e = expected_calibration_error(softmax(z / t), y)
e_two = expected_calibration_error(softmax(z_two / t_two), y)
print(f"   ECE {e:.4f}, doubled {e_two:.4f}")
