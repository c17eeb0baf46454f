import numpy as np

from logitbook import softmax

z = np.array([3.0, 1.0, 0.2])
t = 0.5

p = softmax(z)
meant = softmax(z / t)[0]
cancelled = (p / t / (p / t).sum())[0]
twice = softmax(p / t)[0]
powers = p ** (1 / t)
repaired = (powers / powers.sum())[0]

print(f"T = 1                    {p[0]:.4f}")
print(f"softmax(z / T)           {meant:.4f}")
print(f"p / T, made to sum to 1  {cancelled:.4f}")
print(f"softmax(p / T)           {twice:.4f}")
print(f"powers of p, to sum to 1 {repaired:.4f}")
