import numpy as np

from logitbook import logit, softmax

z = np.array([0.8, 1.1])  # no, yes
gap = z[1] - z[0]
p_yes = softmax(z)[1]
cut_60 = logit(0.6)
print(f"gap {gap:.1f}, P(yes) {p_yes:.4f}, cut {cut_60:.4f}")

t = 50 / (50 + 1)  # a false yes costs 50 times a missed one
cut = logit(t)
print(f"t = {t:.4f}, cut {cut:.4f}, or log 50 = {np.log(50):.4f}")
