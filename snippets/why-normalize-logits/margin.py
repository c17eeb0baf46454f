import numpy as np

from logitbook import softmax

z = np.array(
    [
        [3.0, 1.0, 1.0],  # leads by 2, both losers close
        [3.0, 1.2, -5.0],  # leads by 1.8, one loser far behind
    ]
)
p_max = softmax(z).max(axis=-1)

print(f"lead 2.0: largest probability {p_max[0]:.3f}")
print(f"lead 1.8: largest probability {p_max[1]:.3f}")
