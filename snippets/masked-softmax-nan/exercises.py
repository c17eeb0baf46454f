import numpy as np

from logitbook import softmax

keep = np.array([True, False, True])
loud = np.array([1.0, 1000.0, 3.0])  # the masked logit is huge
p_right = softmax(loud, where=keep)
cut = softmax(loud) * keep
with np.errstate(invalid="ignore"):
    p_rescaled = cut / cut.sum()
print(f"set to -inf: {p_right.round(6)}, rescaled: {p_rescaled}")

leaks = {}
for fill in (-5.0, -20.0, -1000.0):
    leaks[fill] = softmax(np.array([1.0, fill, 3.0]))[1]
    print(f"fill {fill:.0f}: the masked class gets {leaks[fill]:.3e}")
leak_5, leak_20, leak_1000 = leaks.values()

p_alone = softmax(np.array([-7.0, 2.0, 3.0]), where=[True, False, False])
print(f"one class kept, logit -7: {p_alone}")
