import numpy as np

z = np.array([3.0, 1.0, 0.2])  # hot, cold, purple

one = np.exp(z)  # dividing by 1 changes nothing
two = np.exp(z / 2)
half = np.exp(z / 0.5)
total_1, total_2, total_half = one.sum(), two.sum(), half.sum()
p_1, p_2, p_half = one / total_1, two / total_2, half / total_half

print(f"T = 1:   {one.round(2)} {p_1.round(4)}")
print(f"T = 2:   {two.round(2)} {p_2.round(4)}")
print(f"T = 0.5: {half.round(1)} {p_half.round(4)}")
