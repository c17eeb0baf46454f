import numpy as np

from logitbook import bce_with_logits, cross_entropy, log_softmax, softmax

z, y = np.array([2.0, 1.0, 0.1]), 0  # class 0 is true
right = cross_entropy(z, y)
of_log_p = cross_entropy(log_softmax(z), y)
of_p = cross_entropy(softmax(z), y)
nll_of_logits = -z[y]  # NLLLoss negates the entry of the true class

x, log_p = 2.0, log_softmax([2.0, 0.0])[0]  # "yes" is true
binary_right = bce_with_logits(x, 1)
binary_of_log_p = bce_with_logits(log_p, 1)

print(f"softmax loss of logits:            {right:.4f}")
print(f"softmax loss of log-probabilities: {of_log_p:.4f}")
print(f"softmax loss of probabilities:     {of_p:.4f}")
print(f"NLLLoss of logits:                {nll_of_logits:.4f}")
print(f"sigmoid loss of the logit:         {binary_right:.4f}")
print(f"sigmoid loss of its log p:         {binary_of_log_p:.4f}")
