import numpy as np

from logitbook import softmax

p_cat, p_dog = softmax(np.array([16.917, 10.0]))

weights = np.exp2([1.004, 0.709])  # powers of 2 instead of e
p_base_2 = weights[0] / weights.sum()
p_scaled = softmax(np.array([1.004, 0.709]) * np.log(2))[0]

q_cat, q_dog = softmax(2 * np.array([1.004, 0.709]))
odds = q_cat / q_dog

print(f"dog raised to 10: P(cat) = {p_cat:.6f}, P(dog) = {p_dog:.6f}")
print(f"powers of 2:          P(cat) = {p_base_2:.6f}")
print(f"scores times log(2):  P(cat) = {p_scaled:.6f}")
print(f"scores doubled: P(cat) = {q_cat:.6f}, odds {odds:.6f} to 1")
