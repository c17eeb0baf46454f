import numpy as np

from logitbook import softmax

z = np.array([[2.0, 1.9], [5.0, 0.0]])  # a row an image, a column a class

over_classes = softmax(z, axis=1)
over_images = softmax(z, axis=0)
row_sums = over_images.sum(axis=1)

print("logits:            ", z.argmax(axis=1))
print("softmax, axis 1:   ", over_classes.argmax(axis=1))
print("softmax, axis 0:   ", over_images.argmax(axis=1))
print(f"its rows sum to     {row_sums[0]:.4f} and {row_sums[1]:.4f}")
