import numpy as np

from logitbook import sigmoid, softmax

tiny = {np.float16: 9e-4, np.float32: 1e-8, np.float64: 1e-17}
for dtype, value in tiny.items():
    x = dtype(value)
    p = sigmoid(x)
    epsilon = np.finfo(dtype).eps
    print(f"{dtype.__name__}: epsilon {epsilon:.2e}, x = {x:.0e}, x > 0: {x > 0}, sigmoid(x) > 0.5: {p > 0.5}")

near_tie = np.array([-1e-17, 0.0])
p_tie = softmax(near_tie)
print(f"argmax of logits {near_tie.argmax()}, of probabilities {p_tie.argmax()}")

far = np.array([0.0, -800.0, -750.0])
p_far = softmax(far)
print(f"last two logits differ by {far[2] - far[1]:.0f}; last two probabilities: {p_far[1]}, {p_far[2]}")
