import numpy as np

from logitbook import softmax

z = np.array([[2.0, 1.9], [5.0, 0.0]])  # a row an image; cat, dog

over_classes = softmax(z, axis=1)
over_images = softmax(z, axis=0)
cat_1, dog_1 = over_images[0]

print("image  axis 1         axis 0")
for image in (0, 1):
    right, wrong = over_classes[image], over_images[image]
    print(f"{image + 1}      {right.round(2)}   {wrong.round(2)}")
