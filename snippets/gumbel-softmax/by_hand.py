import numpy as np

z = np.array([2.0, 1.0, 0.0])  # the logits of experts A, B and C
noise = np.array([-0.4, 1.1, 0.3])  # this time drawn so
cost = np.array([3.0, 1.0, 2.0])  # minutes that an expert takes
tau = 1.0

noisy = (z + noise) / tau
e = np.exp(noisy)
total = e.sum()
soft = e / total
hard = np.eye(3)[soft.argmax()]
minutes, mean = hard @ cost, soft @ cost
slopes = soft * (cost - mean) / tau  # of soft @ cost

print("noisy logits", noisy.round(2))
print("soft sample ", soft.round(3))
print("hard sample ", hard)
print("gradient    ", slopes.round(3))
