import numpy as np

eps = 0.1
print("     K  p true  best lead  lowest loss")
leads, floors = {}, {}
for k in (2, 3, 10, 1000, 32_000):
    other = eps / k
    true = 1 - eps + other
    leads[k] = np.log(true / other)
    floors[k] = -true * np.log(true) - (k - 1) * other * np.log(other)
    print(f"{k:6d} {true:7.3f} {leads[k]:10.2f} {floors[k]:12.3f}")
ten, thousand = floors[10], floors[1000]
lead_2, lead_10 = leads[2], leads[10]
