import numpy as np

p = np.array([0.7, 0.2, 0.1])
log_p = np.log(p)
c = (1 - log_p.sum()) / 3
sum_one = log_p + c
gap, dog = np.log(0.7 / 0.1), np.log(0.7 / 0.2)
factor = np.log(10)
ceiling = -np.log(1e-8)  # the largest gap of p + 1e-8
zero_from = np.ceil(150 * np.log(2))  # the smallest float32 is 2**-149

print("sum 1:  ", sum_one.round(3), f"{sum_one.sum():.3f}")
print(f"cat to bird {gap:.3f}, to dog {dog:.3f}")
print(f"natural logarithm of 10: {factor:.4f}, of 1e8: {ceiling:.4f}")
print(f"float32 has no e to the power of -{zero_from:.0f}")
