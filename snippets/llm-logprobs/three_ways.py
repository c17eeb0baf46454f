import numpy as np

from logitbook import log_softmax

z = np.array([3.0, 1.0, 0.2])  # the model's logits
logprobs = log_softmax(z)  # what an API returns
t = 2.0

meant = log_softmax(z / t)
right = log_softmax(logprobs / t)  # over the whole vocabulary
wrong = logprobs / t
two = log_softmax(logprobs[:2] / t)  # over those listed

print("p(hot) at temperature 2")
print(f"from the logits            {np.exp(meant[0]):.4f}")
print(f"all logprobs, normalised   {np.exp(right[0]):.4f}")
print(f"logprob / 2                {np.exp(wrong[0]):.4f}")
print(f"two logprobs, normalised   {np.exp(two[0]):.4f}")
p_right, p_wrong, p_two = (np.exp(x[0]) for x in (right, wrong, two))
