import numpy as np

from logitbook import softmax, top_p

p = np.array([0.4, 0.2, 0.15, 0.1, 0.06, 0.05, 0.04])
logp = np.log(p)

means = {}
for limit in [0.1, 0.5, 0.9, 1.0]:
    drawn = softmax(top_p(logp, limit)) if limit < 1 else p
    means[limit] = float(drawn @ logp)
    print(f"top-p {limit}: {(drawn > 0).sum()} words", end=", ")
    print(f"mean score {means[limit]:.2f}")
greedy, wide = means[0.1], means[0.9]
