import numpy as np

ce = -np.log(np.array([0.9, 0.1]))  # of each example
right = np.mean((1 - np.exp(-ce)) ** 2 * ce)

mean = ce.mean()  # reduction="mean" first
too_early = (1 - np.exp(-mean)) ** 2 * mean

w = 3  # a class weight inside the cross-entropy
inside = np.mean((1 - np.exp(-w * ce)) ** 2 * w * ce)
outside = np.mean((1 - np.exp(-ce)) ** 2 * w * ce)

print(f"focal of each, then the mean: {right:.3f}")
print(f"mean first, then focal:       {too_early:.3f}")
print(f"weight 3, p from ce:          {outside:.3f}")
print(f"weight 3, p from 3 ce:        {inside:.3f}")
