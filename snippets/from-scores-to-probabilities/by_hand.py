import numpy as np

cat, dog = 1.004, 0.709  # the logits of image 2

weight_cat = np.exp(cat)
weight_dog = np.exp(dog)
total = weight_cat + weight_dog

p_cat = weight_cat / total
p_dog = weight_dog / total

weight_negative = np.exp(-2)  # a score below 0

print(f"weights: {weight_cat:.4f} and {weight_dog:.4f}")
print(f"total:   {total:.4f}")
print(f"P(cat) = {p_cat:.4f}, P(dog) = {p_dog:.4f}")
print(f"weight of the score -2: {weight_negative:.4f}")
