import numpy as np

from logitbook import cross_entropy, log_softmax

# One sentence, three tokens, three classes: logits[sentence, token, class]
z = np.array([[[4.0, 0.0, 0.0], [3.0, 1.0, 0.0], [5.0, 0.0, 1.0]]])
y = np.array([[0, 0, 0]])
right = cross_entropy(z, y, axis=2)
wrong_axis = cross_entropy(z, y, axis=1)
print(f"class axis last {right:.4f}, taken second {wrong_axis:.4f}")

one_output = cross_entropy([[-7.0], [3.0]], [0, 0])
print(f"a single output: {one_output:.4f}")

labels = np.array([0, 1, 2])  # indices, given to a loss for distributions
rows = np.array([[2.0, 1.0, 0.1]] * 3)
as_indices = cross_entropy(rows, labels)
as_weights = -(labels * log_softmax(rows)).sum(axis=-1).mean()
print(f"indices {as_indices:.4f}, taken for weights {as_weights:.4f}")

impossible = log_softmax([2.0, 1.0, -np.inf])
with np.errstate(invalid="ignore"):
    zero_times_inf = -([1.0, 0.0, 0.0] * impossible).sum()
print(f"index {-impossible[0]:.4f}, one-hot {zero_times_inf}")
