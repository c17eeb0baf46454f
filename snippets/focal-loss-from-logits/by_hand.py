import numpy as np

p = np.array([0.9, 0.1])  # of the true class: easy patch, hard patch
gamma = 2
ce = -np.log(p)
factor = (1 - p) ** gamma
focal = factor * ce
ratio_ce, ratio = ce[1] / ce[0], focal[1] / focal[0]

print("     p  cross-entropy  factor   focal")
for row in zip(p, ce, factor, focal, strict=True):
    print("{:6.1f} {:14.3f} {:7.2f} {:7.4f}".format(*row))
print(f"hard to easy: {ratio_ce:.0f} before, {ratio:.0f} after")
