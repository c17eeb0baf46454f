import numpy as np

logprobs = np.array([-0.179, -2.179, -2.979])  # hot, cold, purple

p = np.exp(logprobs)
listed = p[:2].sum()  # an API that lists two
t = 2.0
halved = logprobs / t
divided = np.exp(halved)
total = divided.sum()
at_2 = divided / total

print("probabilities ", p.round(3), f"sum {p.sum():.3f}")
print(f"two of them    {listed:.3f}")
print("divided by 2  ", divided.round(3), f"sum {total:.3f}")
print("and normalised", at_2.round(3), f"sum {at_2.sum():.3f}")
