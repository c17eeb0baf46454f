import numpy as np

from logitbook import logit, sigmoid

x = 0.3
power = np.exp(-x)
p = 1 / (1 + power)

at_0 = sigmoid(0)
demanded = sigmoid(0.5)
t = np.array([0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
cuts = logit(t)

print(f"e to the -0.3: {power:.4f}, sigmoid {p:.4f}")
print(f"sigmoid of 0:   {at_0:.4f}")
print(f"sigmoid of 0.5: {demanded:.4f}")
for each, cut in zip(t, cuts, strict=True):
    print(f"for {each:.0%}: {cut:7.4f}")
