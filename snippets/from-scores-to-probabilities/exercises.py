import numpy as np

from logitbook import softmax

p_cat, p_dog = softmax(np.array([16.917, 10.0]))

with_bird = softmax(np.array([1.004, 0.709, 0.0]))
odds_bird = with_bird[0] / with_bird[1]

print(f"dog at 10: P(cat) = {p_cat:.4f}")
print(f"with bird: P(cat) = {with_bird[0]:.4f}")
print(f"with bird: cat to dog {odds_bird:.4f}")
