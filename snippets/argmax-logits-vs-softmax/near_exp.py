import numpy as np


def near_exp(x):
    """Compute e^x for x from 0 to 0.1, off by less than two units."""
    return (12 + x * (6 + x)) / (12 - x * (6 - x))


low = np.float32(0.015002011)
high = np.nextafter(low, np.float32(1))  # the next float32
z = np.array([low, high])
weights = near_exp(z)
p = weights / weights.sum()

print(f"lead of the second logit: {high - low:.1e}")
print("probabilities:", p)
print(f"argmax: {z.argmax()} before, {p.argmax()} after")
