import numpy as np

from logitbook import min_p

z = np.array([4.0, 3.5, 2.0, 1.0, -1.0])
t = 2.0

t_first = np.isfinite(min_p(z / t, 0.1))
cut_first = np.isfinite(min_p(z, 0.1))
converted = np.isfinite(min_p(z, 0.1**t))  # 0.01

print("T = 2, then min-p 0.1:", t_first)
print("min-p 0.1 alone:      ", cut_first)
print("min-p 0.01 alone:     ", converted)
