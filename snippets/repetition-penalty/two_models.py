import numpy as np

from logitbook import repetition_penalty, softmax

z = np.array([1.5, -0.8, 0.3])  # barked, dog, ran

dogs = []
for level in [0, 10, -60]:
    before = softmax(z + level)[1]
    rule = repetition_penalty(z + level, ids=[1], theta=1.3)
    minus = z + level
    minus[1] -= 1
    p_rule, p_minus = softmax(rule)[1], softmax(minus)[1]
    dogs.append(p_rule)
    print(f"dog's logit {z[1] + level:.1f}: p {before:.1e}")
    print(f"  penalty 1.3 {p_rule:.1e}, minus 1 {p_minus:.1e}")
lifted = (z[1] - 60) / 1.3  # by code that only divides
