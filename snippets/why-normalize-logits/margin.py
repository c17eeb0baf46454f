import numpy as np

from logitbook import softmax

z = np.array(
    [
        [3.0, 1.0, 1.0],  # leads by 2, against two rivals
        [3.0, 1.2, -5.0],  # leads by 1.8, against one and a bit
    ]
)
p_max = softmax(z).max(axis=-1)

print(f"lead 2.0: largest probability {p_max[0]:.3f}")
print(f"lead 1.8: largest probability {p_max[1]:.3f}")
