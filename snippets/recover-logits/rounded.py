import numpy as np

from logitbook import logit, softmax

z = np.array([20.0, 0.0], dtype=np.float32)
p = softmax(z)
print("p in float32     ", p[0], f"{p[1]:.3e}")
print("logit(p[0])      ", logit(p[0]))
print("log p[0] - log p[1]", np.log(p[0]) - np.log(p[1]))

four = np.array([0.9994, 0.0006])  # printed with four decimals
low, high = logit(0.99935), logit(0.99945)
print(f"gap from 0.9994   {np.log(four[0] / four[1]):.2f}")
print(f"could be          {low:.2f} to {high:.2f}")
last = logit(0.9999)
