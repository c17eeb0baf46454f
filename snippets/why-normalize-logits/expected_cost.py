import numpy as np

from logitbook import softmax

cost = np.array([[0.0, 10.0], [1.0, 0.0]])  # rows: say cat, say dog; columns: is cat, is dog
image_1 = np.array([16.917, 0.772])
image_2 = np.array([1.004, 0.709])

cost_1 = cost @ softmax(image_1)
cost_2 = cost @ softmax(image_2)

print(f"image 1: say cat {cost_1[0]:.4e}, say dog {cost_1[1]:.6f}")
print(f"image 2: say cat {cost_2[0]:.6f},   say dog {cost_2[1]:.6f}")
