import numpy as np

from logitbook import logit, sigmoid

x = 0.3
power = np.exp(-x)
p = 1 / (1 + power)

at_0 = sigmoid(0)
demanded = sigmoid(0.5)
cut_90 = logit(0.9)

print(f"e to the -0.3: {power:.4f}, sigmoid {p:.4f}")
print(f"sigmoid of 0:   {at_0:.4f}")
print(f"sigmoid of 0.5: {demanded:.4f}")
print(f"for 90 percent: {cut_90:.4f}")
