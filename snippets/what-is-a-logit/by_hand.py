import numpy as np

scores = np.array([2.0, 1.0, -2.0])  # cat, dog, bird

powers = np.exp(scores)  # step 1: e to the power of each score
total = powers.sum()
p = powers / total  # step 2: divide by the total

for animal, power, share in zip(["cat", "dog", "bird"], powers, p, strict=True):
    print(f"{animal:4} {power:.4f} / {total:.4f} = {share:.4f}")
