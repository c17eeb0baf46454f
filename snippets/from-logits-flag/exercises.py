import numpy as np

from logitbook import cross_entropy, softplus

z = np.array([[3.0, 1.0], [6.0, 2.0]])  # a row an input; class 0 is true
right = cross_entropy(z, [0, 0], reduction="none")
share = -np.log(z[0, 0] / z[0].sum())
share_2 = -np.log(z[1, 0] / z[1].sum())
print(f"right {right.round(4)}")
print(f"as probabilities [{share:.4f} {share_2:.4f}]")

x = np.array([-0.5, -3.0])  # "yes" is true
meant = softplus(-x)
taken = -np.log(np.clip(x, 1e-7, 1 - 1e-7))
print(f"meant {meant.round(4)}, taken {taken.round(4)}")
