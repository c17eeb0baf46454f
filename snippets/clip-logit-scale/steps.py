import numpy as np

step = 0.5  # the same step, down
for scale in (0.4, 14.0, 100.0):
    plain = scale - step
    by_log = np.exp(np.log(scale) - step)
    print(f"{scale:5.1f}: plain {plain:5.1f}, by log {by_log:5.2f}")
shrink = np.exp(-step)
print(f"a step of {step} in the log: times {shrink:.2f}")
