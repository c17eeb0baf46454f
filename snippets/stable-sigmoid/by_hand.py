import math

import numpy as np

p_2 = 1 / (1 + math.exp(-2))
power_2 = math.exp(-2)
p_minus_2 = 1 / (1 + math.exp(2))

digits = int(1000 / math.log(10)) + 1  # of e to the 1000
most_digits = len(str(int(np.finfo(float).max)))
with np.errstate(over="ignore"):
    too_large = np.exp(1000.0)
low = 1 / (1 + too_large)

tiny = math.exp(-40)
step = np.spacing(1.0)  # from 1 to the next larger float64
high = 1 / (1 + tiny)

print(f"sigmoid of 2 and -2: {p_2:.4f} and {p_minus_2:.4f}")
print(f"e to the 1000 has {digits} digits,")
print(f"the largest float64 {most_digits}: stored as {too_large}")
print(f"1 / (1 + {too_large}) = {low}")
print(f"e to the -40 is {tiny:.1e}, the step {step:.1e}")
print(f"1 / (1 + {tiny:.1e}) = {high}")
