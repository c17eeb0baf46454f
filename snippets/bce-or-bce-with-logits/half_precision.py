import numpy as np

from logitbook import bce_with_logits, sigmoid

x = np.array([7, 8.5, 12], np.float16)  # right answers: target 1
p = sigmoid(x.astype(np.float32)).astype(np.float16)

# The gradient of BCELoss in PyTorch 2.13, in float16
slope = p * (1 - p)  # of the sigmoid
floor = np.float16(1e-12)  # meant to prevent 0 / 0
with np.errstate(invalid="ignore"):
    by_p = (p - 1) / np.maximum(slope, floor) * slope

nothing = np.zeros(0)
empty = bce_with_logits(nothing, nothing)

print(f"p      {p}")
print(f"floor  {floor}")
print(f"from p {by_p.astype(np.float32).round(6)}")
print(f"the mean of an empty batch: {empty}")
