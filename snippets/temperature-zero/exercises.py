import numpy as np

from logitbook import softmax

lead = 0.01
loser = softmax(np.array([lead, 0.0]) / 0.01)[1]
print(f"lead 0.01 at T = 0.01: {loser:.3f} go to the other")

words, share = 50_000, 0.01  # the others together, at most
x = np.log(words / share)
t_safe = 0.1 / x
z = np.zeros(words + 1)
z[0] = 0.1
rest = 1 - softmax(z / t_safe)[0]
print(f"lead 0.1: T {t_safe:.5f}, the others {rest:.4f}")
many = 1 - softmax(20 * z / 0.2)[0]  # all 2 behind, at 0.2
print(f"lead 2 at T = 0.2: the others {many:.4f}")

largest = float(np.finfo(np.float16).max)
t_half = 20 / largest
t_single = 20 / float(np.finfo(np.float32).max)
print(f"logit 20 overflows below {t_half:.1e} in float16")
print(f"                 and {t_single:.1e} in float32")
