import numpy as np

from logitbook import softmax, top_p

z = np.zeros(50_001)
z[0] = 14.0  # one good word leads 50,000 others

t = 1.5
cut_first = top_p(z, 0.9) / t
t_first = top_p(z / t, 0.9)
few, many = np.isfinite(cut_first).sum(), np.isfinite(t_first).sum()
rounded = int(round(many, -3))
p_few, p_many = softmax(cut_first)[0], softmax(t_first)[0]

print(f"top-p first:       keeps {few}, good word {p_few:.0%}")
print(f"temperature first: keeps {many}, good word {p_many:.0%}")
