import numpy as np

from logitbook import sigmoid, softmax

# how often each of four labels is true in photos that look alike
cases = {"all four": np.ones(4), "one of four": np.full(4, 0.25)}

for name, often in cases.items():
    x = np.array([1.0, 0.0, 0.0, -1.0])  # logits before training
    z = x.copy()
    for _ in range(2000):  # down the slope of the average loss
        x -= 0.5 * (sigmoid(x) - often)
        z -= 0.5 * (often.sum() * softmax(z) - often)
    print(f"{name:<12} sigmoids {sigmoid(x).round(2)}")
    print(f"{'':<12} softmax  {softmax(z).round(2)}")
