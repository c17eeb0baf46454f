import numpy as np

from logitbook import logsumexp, softmax

image_1 = np.array([16.917, 0.772])  # cat, dog
image_2 = np.array([1.004, 0.709])

dog_1 = softmax(image_1)[1]
dog_2 = softmax(image_2)[1]
ratio = dog_2 / dog_1
change_z = image_2[1] - image_1[1]
change_lse = logsumexp(image_2) - logsumexp(image_1)

print(f"image 1: dog {image_1[1]:.3f}, P(dog) {dog_1:.4e}")
print(f"image 2: dog {image_2[1]:.3f}, P(dog) {dog_2:.4f}")
print(f"from image 1 to image 2: {ratio:,.0f} times larger")
print(f"change of logit {change_z:.3f}, of lse {change_lse:.6f}")
print(f"change of log P(dog) {np.log(ratio):.6f}")
