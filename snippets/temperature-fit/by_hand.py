import numpy as np

from logitbook import cross_entropy, expected_calibration_error, fit_temperature, softmax

z = np.array([[np.log(9), 0]] * 90 + [[6.0, 0]] * 10)  # leads
y = np.array([0] * 81 + [1] * 9 + [0] * 7 + [1] * 3)  # 0 is right
t = fit_temperature(z, y)

claims, losses, errors = [], [], []
print("             T    90 say  10 say   loss    ECE")
for name, by in (("before", 1.0), ("after", t)):
    p = softmax(z / by)
    claims.append([p[0, 0], p[90, 0]])
    losses.append(cross_entropy(z / by, y))
    errors.append(expected_calibration_error(p, y))
    row = f"{claims[-1][0]:8.3f} {claims[-1][1]:7.3f}"
    print(f"{name:<9} {by:.3f} {row} {losses[-1]:7.4f} {errors[-1]:.4f}")
honest, sure = np.transpose(claims)
gap_90, gap_10 = 0.9 - honest[1], sure[1] - 0.7
wrong = -np.log(1 - sure)
print(f"loss of a sure mistake: {wrong[0]:.2f}, then {wrong[1]:.2f}")
