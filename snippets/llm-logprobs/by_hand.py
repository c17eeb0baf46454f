import numpy as np

logprobs = np.array([-0.179, -2.179, -2.979])  # hot, cold, purple

p = np.exp(logprobs)
listed = p[:2].sum()  # an API that lists two
print("probabilities", p.round(3), f"sum {p.sum():.3f}")
print(f"two of them   {listed:.3f}")

answer = np.array([-0.179, -0.693, -1.204])  # hot and salty
each = np.exp(answer)
sum_text = answer.sum()
text = np.exp(sum_text)
print("the answer   ", each.round(3), f"product {each.prod():.3f}")
print(f"sum of logs   {sum_text:.3f}, e to it {text:.3f}")
