import numpy as np

from logitbook import cross_entropy, log_softmax, softmax

z, y = np.array([2.0, 1.0, 0.1]), 0

right = cross_entropy(z, y)
of_log_p = cross_entropy(log_softmax(z), y)
softmax_twice = cross_entropy(softmax(z), y)
nll_of_logits = -z[y]  # a negative log-likelihood loss picks one entry and negates it
floor_3, floor_10 = (np.log(1 + (k - 1) / np.e) for k in (3, 10))  # of softmax twice, k classes

print(f"cross-entropy of logits:             {right:.4f}")
print(f"cross-entropy of log-probabilities:  {of_log_p:.4f}")
print(f"cross-entropy of probabilities:      {softmax_twice:.4f}")
print(f"  its least value, 3 or 10 classes:  {floor_3:.4f}, {floor_10:.4f}")
print(f"negative log-likelihood of logits:  {nll_of_logits:.4f}")
