import numpy as np

from logitbook import sigmoid, softmax

z = np.array([1.004, 0.709])  # cat, dog

p_shifted = softmax(z + 100)[0]
p_raised = softmax(z + np.array([100, 0]))[0]
x_dog = z[1] - z[0]
p_dog = sigmoid(x_dog)

h = np.array([-2.0, -1.0, 1.0, 2.0])  # as in training.py
y = np.array([0, 1, 0, 1])
w_1, w_2 = 0.0, np.zeros(2)
for _ in range(400):
    w_1 -= 0.1 * np.mean((sigmoid(h * w_1) - y) * h)
    w_2 -= 0.1 * h @ (softmax(np.outer(h, w_2)) - np.eye(2)[y]) / 4
difference = w_2[1] - w_2[0]

print(f"both logits + 100: P(cat) = {p_shifted:.6f}")
print(f"the cat's logit + 100: P(cat) = {p_raised:.6f}")
print(f"the dog's logit: {x_dog:.3f}, P(dog) = {p_dog:.6f}")
print(f"400 steps: one output {w_1:.6f}, two outputs {difference:.6f}")
