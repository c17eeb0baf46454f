import numpy as np

from logitbook import inv_softmax, softmax

print("              by the sum    softmax")
for scores in (np.array([0.01, 1.0]), np.array([100.0, 10000.0])):
    share = scores / scores.sum()
    by_sum = 1 / scores.sum() - 1 / scores[0]  # slope of -log(share[0])
    z = inv_softmax(share)  # logits with the same probabilities
    by_softmax = softmax(z)[0] - 1
    print(f"p = {share[0]:.6f}: {by_sum:10.6f} {by_softmax:10.6f}")
