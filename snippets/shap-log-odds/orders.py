from itertools import permutations

import numpy as np

from logitbook import sigmoid

base = -2.0
values = {"links": 1.5, "capitals": 1.0, "sender": -0.8}

points = {}
for order in permutations(values):
    x, steps = base, {}
    for feature in order:
        steps[feature] = 100 * (sigmoid(x + values[feature]) - sigmoid(x))
        x = x + values[feature]
    points[order] = [steps[feature] for feature in values]
points = np.array(list(points.values()))
mean, low, high = points.mean(0), points.min(0), points.max(0)

for i, feature in enumerate(values):
    span = f"{low[i]:5.1f} to {high[i]:5.1f}"
    print(f"{feature:<9} {span} points, mean {mean[i]:5.1f}")
total = mean.sum()
print(f"sum of the means: {total:.1f} points")
