import numpy as np

from logitbook import softmax

T = 4
teacher = np.array([4.0, 2.0, 0.0])  # cat, dog, bird
student = np.zeros(3)  # knows nothing yet
e, e_hot = np.exp(teacher), np.exp(teacher / T)
p, p_hot = softmax(teacher)[0], softmax(teacher / T)[0]
q = softmax(student)[0]  # a third, at any temperature

gap, gap_hot = p - q, p_hot - q
pull, pull_hot = gap / 1, gap_hot / T
weaker = pull / pull_hot
scaled = T**2 * pull_hot

print(f"T = 1: teacher {p:.3f}, pull {pull:.3f}")
print(f"T = {T}: teacher {p_hot:.3f}, pull {pull_hot:.3f}")
print(f"{weaker:.1f} times weaker; times T²: {scaled:.3f}")
