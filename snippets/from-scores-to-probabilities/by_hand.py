import numpy as np

cat, dog = 1.004, 0.709  # logits

weight_cat = np.exp(cat)
weight_dog = np.exp(dog)
total = weight_cat + weight_dog
p_cat = weight_cat / total
p_dog = weight_dog / total
gap = cat - dog

print(f"exp(cat) = {weight_cat:.6f}")
print(f"exp(dog) = {weight_dog:.6f}")
print(f"total    = {total:.6f}")
print(f"P(cat)   = {p_cat:.6f}")
print(f"P(dog)   = {p_dog:.6f}")
print(f"gap      = {gap:.3f}")
