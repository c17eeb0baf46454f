import numpy as np

below, one_from = [], []
print("format   overflow below  exactly 1 from")
for t in (np.float16, np.float32, np.float64):
    digits = np.finfo(t).nmant + 1  # binary ones
    below.append(-np.log(float(np.finfo(t).max)))
    one_from.append(digits * np.log(2))
    print(f"{t.__name__}  {below[-1]:14.2f}  {one_from[-1]:14.2f}")
