import numpy as np

from logitbook import softmax

z = np.array([4.0, 3.5, 2.0, 1.0, -1.0])
print("T    top-n-sigma 1  epsilon 0.05  XTC 0.1")
for t in [0.5, 1.0, 2.0]:
    s = z / t
    p = softmax(s)
    sigma = int((s >= s.max() - 1.0 * s.std()).sum())
    epsilon = int((p >= 0.05).sum())
    # drops all above 0.1 but the least likely of these
    xtc = len(p) - max(int((p >= 0.1).sum()) - 1, 0)
    print(f"{t}  {sigma:13d} {epsilon:13d} {xtc:8d}")
print("words that stay")
