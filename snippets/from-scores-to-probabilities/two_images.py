import numpy as np

from logitbook import entropy, softmax

image_1 = np.array([16.917, 0.772])  # cat, dog
image_2 = np.array([1.004, 0.709])

p_1 = softmax(image_1)
p_2 = softmax(image_2)
odds_1 = p_1[0] / p_1[1]
odds_2 = p_2[0] / p_2[1]
bits_2 = entropy(image_2) / np.log(2)

print(f"image 1: P(cat) = {p_1[0]:.8f}, P(dog) = {p_1[1]:.6e}")
print(f"image 2: P(cat) = {p_2[0]:.6f}, P(dog) = {p_2[1]:.6f}")
print(f"odds for the cat: {odds_1:,.0f} to 1, and {odds_2:.6f} to 1")
print(f"entropy of image 2: {bits_2:.6f} bit")
