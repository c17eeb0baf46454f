import numpy as np

from logitbook import softmax

image_1 = np.array([16.917, 0.772])  # cat, dog
image_2 = np.array([1.004, 0.709])

p_1 = softmax(image_1)
p_2 = softmax(image_2)
gap_1 = image_1[0] - image_1[1]
gap_2 = image_2[0] - image_2[1]
odds_1 = p_1[0] / p_1[1]
odds_2 = p_2[0] / p_2[1]

print(f"image 1: cat {p_1[0]:.8f}, dog {p_1[1]:.3e}")
print(f"image 2: cat {p_2[0]:.6f}, dog {p_2[1]:.6f}")
print(f"gaps: {gap_1:.3f} and {gap_2:.3f}")
print(f"odds: {odds_1 / 1e6:.1f} million and {odds_2:.3f} to 1")
