import numpy as np

from logitbook import softmax, top_k, top_p

z = -np.linspace(0, 0.001, 50_001)  # all nearly level
z[0] = 14.0  # but one good word, which leads by 14

t = 1.5
cut_first = top_p(z, 0.9) / t
t_first = top_p(z / t, 0.9)
limited = top_p(top_k(z / t, 50), 0.9)
few, many = np.isfinite(cut_first).sum(), np.isfinite(t_first).sum()
left = np.isfinite(limited).sum()
rounded = int(round(many, -3))
p_few, p_many = softmax(cut_first)[0], softmax(t_first)[0]
p_left = softmax(limited)[0]

print(f"top-p first:       keeps {few}, good word {p_few:.0%}")
print(f"temperature first: keeps {many}, good word {p_many:.0%}")
print(f"with top-k 50:     keeps {left}, good word {p_left:.0%}")
