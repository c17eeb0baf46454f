import numpy as np

from logitbook import sigmoid

p_start = sigmoid(0.0)
p_end = sigmoid(0.0 + 1.5 + 1.0 - 0.8)
print(f"1. from {p_start:.2f} to {p_end:.3f}")

value = np.array([0.4, -0.3, 0.1])  # one feature's SHAP values
between = value[0] - value[1]
print(f"2. {between:.1f}, odds x {np.exp(between):.2f}")
factor = np.exp(between)
