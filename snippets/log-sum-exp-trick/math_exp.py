import math

import numpy as np

try:
    math.exp(800)
except OverflowError as error:
    print(f"math.exp: OverflowError: {error}")

with np.errstate(over="ignore"):  # or a RuntimeWarning
    print(f"np.exp:   {np.exp(800.0)}")

print(f"of -800:  {math.exp(-800)}, {np.exp(-800.0)}")
