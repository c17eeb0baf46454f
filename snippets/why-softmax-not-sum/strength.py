import numpy as np

from logitbook import softmax

pairs = np.array(
    [
        [1.0, 2.0],
        [10.0, 20.0],
        [1001.0, 1002.0],
        [0.772, 16.917],  # image 1: dog, cat
        [0.709, 1.004],  # image 2: dog, cat
    ]
)
share = pairs[:, 1] / pairs.sum(axis=1)
p = softmax(pairs)[:, 1]

print("   first   second  by sum  softmax")
for i in range(5):
    scores = f"{pairs[i, 0]:8.3f} {pairs[i, 1]:8.3f}"
    print(f"{scores}  {share[i]:.4f}   {p[i]:.4f}")
