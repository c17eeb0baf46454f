import numpy as np

from logitbook import softmax

cost = np.array(
    [
        [0.0, 10.0],  # say "cat": free if it is a cat, 10 if a dog
        [1.0, 0.0],  # say "dog": 1 if it is a cat, free if a dog
    ]
)
image_2 = np.array([1.004, 0.709])  # cat, dog
cost_2 = cost @ softmax(image_2)

print(f"say cat: {cost_2[0]:.3f} on average")
print(f"say dog: {cost_2[1]:.3f} on average")
