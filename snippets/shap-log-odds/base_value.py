import numpy as np

from logitbook import sigmoid

x = np.array([-3.0, 1.0])  # the raw scores of two emails

mean_x = x.mean()
p_of_mean = sigmoid(mean_x)
mean_p = sigmoid(x).mean()
print(f"mean raw score (base value): {mean_x:.1f}")
print(f"its sigmoid:                 {p_of_mean:.3f}")
print(f"mean probability:            {mean_p:.3f}")
