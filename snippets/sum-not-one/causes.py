import numpy as np

from logitbook import sigmoid, softmax

z = np.array([[1.5, -0.5, 2.0], [0.3, 1.1, 0.2]])  # two inputs

half = z.astype(np.float16)
p = softmax(z)
each, shares = sigmoid(z[0]), p[0]  # of the first input
top_2 = np.sort(p, axis=1)[:, 1:]
each_sum, kept = each.sum(), top_2[0].sum()
divided = top_2[0] / kept  # the same as softmax([1.5, 2.0])
sums = {
    "softmax, class axis": p,
    "the same in float16": softmax(half),
    "softmax, batch axis": softmax(z, axis=0),
    "over both axes": softmax(z, axis=None),
    "a sigmoid each": sigmoid(z),
    "the two largest": top_2,
    "the logits": z,
}
for name, q in sums.items():
    print(f"{name:<20} {q.sum(axis=1, dtype=np.float64).round(5)}")
