import numpy as np

from logitbook import softmax

z = np.array([1.0, 2.0, 3.0])
keep = np.array([True, False, True])
loud = np.array([1.0, 1000.0, 3.0])  # the masked logit is huge
p_right = softmax(loud, where=keep)
cut = softmax(loud) * keep
with np.errstate(invalid="ignore"):
    p_rescaled = cut / cut.sum()
print(f"1. set to -inf  {p_right.round(6)}")
print(f"   rescaled     {p_rescaled}")

leaks = {}
for fill in (-5.0, -20.0, -1000.0):
    leaks[fill] = softmax(np.where(keep, z, fill))[1]
    print(f"2. fill {fill:.0f}: {leaks[fill]:.3e} leaks")
leak_5, leak_20, leak_1000 = leaks.values()
