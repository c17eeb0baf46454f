import numpy as np

from logitbook import cross_entropy, logsumexp

far = logsumexp(np.array([800.0, 801.0, 2000.0]))
print(f"far: {far:.6f}")

near = np.array([500.0, 501.0])
m = 1001.0  # the maximum of the other row
near_batch = m + np.log(np.exp(near - m).sum())
near_row = logsumexp(near)
# Half the smallest positive number is 2**-1075, and 2**-150 in float32.
reach, reach_32 = 1075 * np.log(2), 150 * np.log(2)
print(f"near: {near_batch:.6f}, {near_row:.6f}")
print(f"exp(-x) is 0 past {reach:.1f}, {reach_32:.1f}")

plain_36 = np.log(1 + np.exp(-36.0))
loss_36 = cross_entropy(np.array([0.0, -36.0]), 0)
off = abs(plain_36 / loss_36 - 1)
print(f"gap 36: {plain_36:.3e}, {loss_36:.3e}: {off:.1%}")

first_zero_32 = -np.log(np.finfo(np.float32).eps / 2.0)
print(f"1 + exp(-x) is 1 from {first_zero_32:.4f}")
