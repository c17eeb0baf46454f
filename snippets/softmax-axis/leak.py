import numpy as np

from logitbook import softmax

scores = np.array([[1.0, 0, 0], [0, 1, 0], [0, 2, 1]])
keep = np.tri(3, dtype=bool)  # a query sees no later key
values = np.array([1.0, 2.0, 3.0])
changed = scores.copy()
changed[2] += [3, 0, 0]  # word 3 asks for something else


def outputs(scores, axis):
    masked = np.where(keep, scores, -np.inf)
    return softmax(masked, axis=axis) @ values


for name, axis in [("keys", -1), ("queries", -2)]:
    before, after = outputs(scores, axis), outputs(changed, axis)
    print(f"{name:<7} before {before.round(2)}")
    print(f"{name:<7} after  {after.round(2)}")
