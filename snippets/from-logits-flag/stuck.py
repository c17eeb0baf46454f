import numpy as np

from logitbook import bce_with_logits, cross_entropy

low = np.float32(1e-7)  # the least and the largest probability
high = np.float32(1) - low  # that Keras allows in float32
yes, no = -np.log(low), -np.log(1 - high)
half = no / 2

ten = cross_entropy(np.eye(10)[0], 0)  # a perfect softmax as logits
p = np.array([1.0, 0.0])  # a perfect sigmoid for "yes", "no"
sure = bce_with_logits(p, p, reduction="none")

print(f"logit 0 or less, target 1: {yes:.4f}, half {yes / 2:.4f}")
print(f"logit 1 or more, target 0: {no:.4f}, half {half:.4f}")
print(f"softmax twice, ten classes: {ten:.4f} at best")
print(f"sigmoid twice: {sure[0]:.4f} and {sure[1]:.4f} at best")
