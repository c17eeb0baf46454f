import numpy as np

digits = int(1000 / np.log(10)) + 1
by_hand = 1000 + np.log(2)
print(f"digits of exp(1000): {digits}")
print(f"1000 + log(2):       {by_hand:.6f}")

for dtype in (np.float16, np.float32, np.float64):
    limit = np.log(float(np.finfo(dtype).max))
    print(f"{dtype.__name__}: exp overflows above {limit:.6f}")
