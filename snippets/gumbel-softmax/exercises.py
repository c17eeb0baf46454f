import numpy as np

from logitbook import softmax

z, noise = np.array([2.0, 1.0, 0.0]), np.array([-0.4, 1.1, 0.3])
cost = np.array([3.0, 1.0, 2.0])
soft = softmax((z + noise) / 0.5)
slopes = soft * (cost - soft @ cost) / 0.5
low = np.array([-0.4, -1.1, 0.3])
winner = (z + low).argmax()
two = np.e / (np.e + 1)
even = softmax([0.1, 0.2, 0.3, 0.4])

print("tau 0.5:", soft.round(2), slopes.round(2))
print("noise of B -1.1: expert", "ABC"[winner])
print(f"p = [1, 0] as logits: {two:.3f}")
print("0.1 to 0.4 as logits:", even.round(3))
