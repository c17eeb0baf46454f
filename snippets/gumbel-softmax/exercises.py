import numpy as np

from logitbook import softmax

z, noise = np.array([2.0, 1.0, 0.0]), np.array([-0.4, 1.1, 0.3])
cost = np.array([3.0, 1.0, 2.0])
soft = softmax((z + noise) / 0.5)
slopes = soft * (cost - soft @ cost) / 0.5
low = np.array([-0.4, -1.1, 0.3])
winner = (z + low).argmax()
even = softmax([0.1, 0.2, 0.3, 0.4])
apart = 2 / (1 + np.e)  # chance that two Gumbel draws differ by over 1

print("tau 0.5:", soft.round(2), slopes.round(2))
print("noise of B -1.1: expert", "ABC"[winner])
print("0.1 to 0.4 as logits:", even.round(3))
print(f"noise differs by more than 1: {apart:.3f}")
