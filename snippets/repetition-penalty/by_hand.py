import numpy as np

z = np.array([1.5, -0.8, 0.3])  # barked, dog, ran
theta = 1.3

divided, multiplied = z.copy(), z.copy()
divided[1] = z[1] / theta
multiplied[1] = z[1] * theta

e, e_div, e_mul = np.exp(z), np.exp(divided), np.exp(multiplied)
total, total_div, total_mul = e.sum(), e_div.sum(), e_mul.sum()
p, p_div, p_mul = e / total, e_div / total_div, e_mul / total_mul

print("            logit of dog  p(dog)")
print(f"no penalty  {z[1]:12.3f}  {p[1]:.4f}")
print(f"divided     {divided[1]:12.3f}  {p_div[1]:.4f}")
print(f"multiplied  {multiplied[1]:12.3f}  {p_mul[1]:.4f}")
