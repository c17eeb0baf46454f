import numpy as np

from logitbook import softmax

step = float(np.spacing(np.float32(20)))  # to the next float32
stretched = step / 1e-8


def behind(lead, t):
    """Return the chance of the second of two words."""
    return float(softmax(np.array([lead, 0.0]) / t)[1])


print(f"float32 step near 20: {step:.1e}")
print(f"divided by 1e-8: a gap of {stretched:.0f}")
print(f"a step behind, T = 1e-8: {behind(step, 1e-8):.0e}")
print(f"a tie, T = 1e-8: {behind(0, 1e-8):.2f}")
near = behind(0.0001, 0.0001)
print(f"0.0001 behind, T = 0.0001: {near:.2f}")
low = behind(1, 0.2)
print(f"1 behind, T = 0.2: {low:.3f}")
