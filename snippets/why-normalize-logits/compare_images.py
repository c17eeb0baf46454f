import numpy as np

from logitbook import logsumexp, softmax

image_1 = np.array([16.917, 0.772])  # cat, dog
image_2 = np.array([1.004, 0.709])

dog_1 = softmax(image_1)[1]
dog_2 = softmax(image_2)[1]
ratio = dog_2 / dog_1
change_z = image_2[1] - image_1[1]
change_lse = logsumexp(image_2) - logsumexp(image_1)
change_log_p = change_z - change_lse

print(f"image 1: dog {image_1[1]:.3f}, P(dog) {dog_1:.3e}")
print(f"image 2: dog {image_2[1]:.3f}, P(dog) {dog_2:.3f}")
print(f"the second is {ratio / 1e6:.1f} million times as large")
print(f"dog's logit {change_z:+.3f}, lse {change_lse:+.3f}")
print(f"log P(dog) {change_log_p:+.3f}")
