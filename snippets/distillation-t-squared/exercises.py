import numpy as np

from logitbook import softmax

p_2 = softmax(np.array([4.0, 2.0, 0.0]) / 2)[0]
pull_2 = (p_2 - 1 / 3) / 2
scaled = 4 * pull_2
limit = 2 / 3
entropy_part = 10**2 * np.log(100)

print(f"T = 2: {p_2:.3f}, pull {pull_2:.3f}, times 4 {scaled:.3f}")
print(f"limit {limit:.3f}")
print(f"T = 10, 100 classes: about {entropy_part:.0f}")
