import numpy as np

from logitbook import log_softmax, softmax

p_40 = softmax(np.array([40.0, 0.0]))
p_800 = softmax(np.array([800.0, 0.0]))
log_p_800 = log_softmax(np.array([800.0, 0.0]))

print(f"gap  40: first is exactly 1: {p_40[0] == 1.0}, second is {p_40[1]:.6e}")
print(f"gap 800: first is exactly 1: {p_800[0] == 1.0}, second is exactly 0: {p_800[1] == 0.0}")
print(f"gap 800: log-probability of the second: {log_p_800[1]:.1f}")
