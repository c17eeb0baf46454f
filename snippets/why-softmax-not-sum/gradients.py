import numpy as np

from logitbook import inv_softmax, softmax

for scores in (np.array([0.01, 1.0]), np.array([100.0, 10000.0])):
    share = scores / scores.sum()
    slope_sum = 1 / scores.sum() - 1 / scores[0]  # of -log(share[0])
    z = inv_softmax(share)  # logits with the same probabilities
    slope_softmax = softmax(z)[0] - 1
    print(f"p = {share[0]:.6f}: by the sum {slope_sum:10.6f},", end=" ")
    print(f"softmax {slope_softmax:.6f}")
