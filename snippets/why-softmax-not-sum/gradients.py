import numpy as np

from logitbook import inv_softmax, softmax

print("scores        by the sum    softmax")
for scores in (np.array([0.01, 1.0]), np.array([100.0, 10000.0])):
    share = scores / scores.sum()
    by_sum = 1 / scores.sum() - 1 / scores[0]  # slope of -log(share[0])
    z = inv_softmax(share)  # logits with the same probabilities
    by_softmax = softmax(z)[0] - 1
    numbers = f"{scores[0]:g}, {scores[1]:g}"
    print(f"{numbers:12} {by_sum:11.4f} {by_softmax:10.4f}")
