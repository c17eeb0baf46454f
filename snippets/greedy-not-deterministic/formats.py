import numpy as np

z = np.array([20.001, 20.007])  # cold, hot

for kind in [np.float32, np.float16]:
    stored = z.astype(kind)
    gap = np.spacing(stored[0])
    print(f"{np.dtype(kind)}: {stored[0]:.4f} {stored[1]:.4f}", end=", ")
    print(f"step {gap:.1e}, argmax {stored.argmax()}")

half_step = float(np.spacing(np.float16(20)))
brain_step = 2.0 ** (4 - 7)  # bfloat16: 7 bits, and 16 <= 20 < 32
print(f"bfloat16: step {brain_step}")
