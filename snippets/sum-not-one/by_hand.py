import numpy as np

decimal = round(1 / 3, 3)
decimal_total = 3 * decimal

third = np.float32(1) / np.float32(3)
p = np.full(3, third)  # softmax of three equal logits
total = p.sum()
excess = p.sum(dtype=np.float64) - 1
step = np.spacing(np.float32(1))  # from 1 to the next float32
allowed = np.sqrt(np.finfo(np.float64).eps)

print(f"three decimals: {decimal}, times 3: {decimal_total:.3f}")
print(f"float32: {float(third):.8f}, sum {total}")
print(f"added in float64:     1 + {excess:.1e}")
print(f"next float32:         1 + {step:.1e}")
print(f"choice allows a list: 1 + {allowed:.1e}")
