import numpy as np

from logitbook import softmax

p_lead_2 = softmax(np.array([5.0, 3.0]))[0]
p_lead_1 = softmax(np.array([50.0, 49.0]))[0]
print(f"[5, 3]:   P(winner) = {p_lead_2:.6f}")
print(f"[50, 49]: P(winner) = {p_lead_1:.6f}")

image_1 = np.array([16.917, 0.772])  # cat, dog
image_2 = np.array([1.004, 0.709])
dog_1 = softmax(image_1)[1]
dog_2 = softmax(image_2)[1]
ratio = dog_2 / dog_1
print(f"dog logit: {image_1[1]:.3f} in image 1, {image_2[1]:.3f} in image 2")
print(f"P(dog):    {dog_1:.4e} in image 1, {dog_2:.4f} in image 2, {ratio:,.0f} times larger")
