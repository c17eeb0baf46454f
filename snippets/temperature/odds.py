import numpy as np

from logitbook import softmax

p_1 = softmax(np.array([3.0, 1.0, 0.2]))  # hot, cold, purple
p_2 = softmax(np.array([3.0, 1.0, 0.2]) / 2)

two_1, two_2 = p_1[0] / p_1[1], p_2[0] / p_2[1]  # hot to cold
rest_1, rest_2 = p_1[0] / p_1[1:].sum(), p_2[0] / p_2[1:].sum()
root_two, root_rest = np.sqrt(two_1), np.sqrt(rest_1)

print("             T = 1   its root   T = 2")
print(f"hot to cold {two_1:6.2f} {root_two:10.2f} {two_2:7.2f}")
print(f"to the rest {rest_1:6.2f} {root_rest:10.2f} {rest_2:7.2f}")
