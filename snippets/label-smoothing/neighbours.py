import numpy as np

from logitbook import log_softmax

z, eps, K = np.array([2.0, 1.0, 0.1]), 0.1, 3  # it is a cat
q = (1 - eps) * np.array([1, 0, 0]) + eps / K
log_p = log_softmax(z)
smoothed = -(q * log_p).sum()
kl = (q * (np.log(q) - log_p)).sum()
entropy = -(q * np.log(q)).sum()

d = 0.01  # real images among those that look alike
one_sided = 0.9 * d
two_sided = 0.9 * d + 0.1 * (1 - d)

noise = 0.1  # labels drawn at random, then smoothed
both = 1 - (1 - noise) * (1 - eps)
margin = np.log(0.9 / 0.1)  # a tenth of the pairs flipped

print(f"smoothed {smoothed:.4f} = {kl:.4f} + {entropy:.4f}")
print(f"discriminator: {one_sided:.1%} or {two_sided:.1%}")
print(f"noise and smoothing: {both:.0%}, margin {margin:.2f}")
