import numpy as np

from logitbook import sigmoid, softmax

for dtype, value in [
    (np.float16, 9e-4),
    (np.float32, 1e-8),
    (np.float64, 1e-17),
]:
    x = dtype(value)
    above = sigmoid(x) > 0.5
    print(f"{dtype.__name__} {x:.0e}: sigmoid > 0.5 is {above}")

demanded = sigmoid(0.5)
print(f"logit > 0.5 means sigmoid > {demanded:.6f}")

far = softmax(np.array([0.0, -800.0, -750.0]))
print(f"logits 0, -800, -750: {far[0]}, {far[1]}, {far[2]}")
