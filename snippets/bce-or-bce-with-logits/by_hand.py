import numpy as np

e_minus_2 = np.exp(-2.0)
p = 1 / (1 + e_minus_2)
q = 1 - p
from_p = -np.log(q)

e_2 = np.exp(2.0)
one_more = 1 + e_2
from_x = np.log(one_more)

off = np.exp(-20.0)  # how far below 1 the sigmoid of 20 is, nearly
step = 2.0**-24  # how far below 1 the largest float32 is

print(f"spam {p:.4f}, not spam {q:.4f}")
print(f"loss from p {from_p:.4f}")
print(f"loss from x {from_x:.4f}")
print(f"1 - p: {off:.1e}, float32 needs {step:.1e}")
