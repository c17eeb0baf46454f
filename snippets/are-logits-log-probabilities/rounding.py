import numpy as np

from logitbook import sigmoid, softmax

for dtype, value in [(np.float16, 9e-4), (np.float32, 1e-8), (np.float64, 1e-17)]:
    x = dtype(value)
    p = sigmoid(x)
    print(f"{dtype.__name__}: x = {value:.0e} is positive, sigmoid(x) > 0.5 is {p > 0.5}")

near_tie = np.array([-1e-17, 0.0])
p_tie = softmax(near_tie)
print(f"argmax of the logits {near_tie.argmax()}, of the probabilities {p_tie.argmax()}")

far = np.array([0.0, -800.0, -750.0])
p_far = softmax(far)
print(f"gap of the last two logits {far[2] - far[1]:.0f}, their probabilities {p_far[1]} and {p_far[2]}")
