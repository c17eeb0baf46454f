import numpy as np

from logitbook import cross_entropy, log_softmax, softmax

z, y = np.array([2.0, 1.0, 0.1]), 0
p, log_p = softmax(z), log_softmax(z)

right = cross_entropy(z, y)
also_right = cross_entropy(log_p, y)
softmax_twice = cross_entropy(p, y)
nll_of_scores = -z[y]  # a negative log-likelihood loss picks one entry and negates it
nll_of_p = -p[y]
divided_by_sum = -np.log(z[y] / z.sum())  # scores treated as if they were probabilities

print(f"cross-entropy of logits              {right:.4f}")
print(f"cross-entropy of log-probabilities   {also_right:.4f}")
print(f"cross-entropy of probabilities       {softmax_twice:.4f}")
print(f"NLL of logits                       {nll_of_scores:.4f}")
print(f"NLL of probabilities                {nll_of_p:.4f}")
print(f"logits passed as probabilities       {divided_by_sum:.4f}")
