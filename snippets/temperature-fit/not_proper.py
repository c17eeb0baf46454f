import numpy as np

from logitbook import cross_entropy, expected_calibration_error

y = np.array([0] * 80 + [1] * 20)
same = np.full((100, 2), [0.8, 0.2])  # whatever the input
sharp = np.array([[0.9, 0.1]] * 80 + [[0.1, 0.9]] * 20)  # all right

loss, error = [], []
for name, p in (("the share", same), ("sharp", sharp)):
    loss.append(cross_entropy(np.log(p), y))
    error.append(expected_calibration_error(p, y))
    print(f"{name:<9}  ECE {error[-1]:.2f}  loss {loss[-1]:.2f}")
