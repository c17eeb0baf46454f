from math import erfc, exp, pi, sqrt

import numpy as np

from logitbook import softmax

x, means, deviations = 1.0, [0.0, 3.0], [1.0, 2.0]
far = [abs(x - m) / d for m, d in zip(means, deviations, strict=True)]
tails = [erfc(f / sqrt(2)) for f in far]  # both sides
pairs = zip(far, deviations, strict=True)
heights = [exp(-(f**2) / 2) / (d * sqrt(2 * pi)) for f, d in pairs]
shares = [0.5, 0.5]
p = softmax(np.log(shares) + np.log(heights))
print("tails  ", np.round(tails, 2))
print("heights", np.round(heights, 2), "probabilities", p.round(2))

in_a, in_b = 0.9, 0.1  # each of two features, in half of all inputs
above_1 = 0.5 * in_a**2 / 0.5**2
right = 0.5 * in_a**2 / (0.5 * in_a**2 + 0.5 * in_b**2)
print(f"naive Bayes: {above_1:.2f}, right {right:.2f}")
