import numpy as np

from logitbook import softmax

z = np.array([3.0, 1.0, 0.2])  # hot, cold, purple

ratios = []  # of cold to hot
for t in [1, 0.5, 0.1]:
    ratios.append(np.exp((z[1] - z[0]) / t))
    p_hot = softmax(z / t)[0]
    print(f"T = {t}: cold/hot {ratios[-1]:.1e}, hot {p_hot:.7f}")

with np.errstate(all="ignore"):  # two warnings
    divided = z / 0
    p = softmax(divided)
print("T = 0:", divided, p)
print("the limit:", softmax(z, temperature=0))
