import numpy as np

z = np.array([1.0, 2.0, 3.0])

e = np.exp(z)
e_more = np.exp(z + 1)
e_double = np.exp(z * 2)
total, total_more, total_double = e.sum(), e_more.sum(), e_double.sum()
p, p_more, p_double = e / total, e_more / total_more, e_double / total_double
factor = total_more / total

print("1, 2, 3: ", e.round(1), p.round(4))
print("2, 3, 4: ", e_more.round(1), p_more.round(4))
print("2, 4, 6: ", e_double.round(1), p_double.round(4))
print(f"the total of the second row is {factor:.4f} times that of the first")
