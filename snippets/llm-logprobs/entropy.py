import numpy as np

logprobs = np.array([-0.511, -1.204, -2.408])  # three listed
others = 100_000 - len(logprobs)

p = np.exp(logprobs)
rest = 1 - p.sum()
listed = -(p * logprobs).sum()
even = -rest * np.log(rest / others)  # shared by all the others
full, left = divmod(rest, p[-1])  # by as few as can be
few = -full * p[-1] * np.log(p[-1]) - left * np.log(left)

low, high = listed + few, listed + even
print(f"listed: {p.sum():.3f} of the probability")
print(f"entropy: {low:.2f} to {high:.2f} nats")
print(f"as a fair draw of {np.exp(low):.1f} to {np.exp(high):.1f} tokens")
