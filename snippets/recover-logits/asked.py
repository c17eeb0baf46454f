import numpy as np

from logitbook import logit, sigmoid

log_p = np.log([0.7, 0.2, 0.1])
print("sigmoid of log p    ", sigmoid(log_p).round(2))
print("sigmoid of log p + 3", sigmoid(log_p + 3).round(2))
low, high = sigmoid(log_p), sigmoid(log_p + 3)

listed = np.exp([-0.3, -2.0, -3.2])  # probabilities of the top three
rest = 1 - listed.sum()
most = min(rest, listed.min())
print(f"not listed: {rest:.3f} in all, {most:.3f} at most")
pair = listed[1] / (listed[1] + listed[2])
print(f"second against third: {pair:.2f}")

bounds = np.array([5e-5, 1e-6, 1e-15])
ends = -logit(bounds)
print("logit of 1 with each bound", ends.round(1))

trees, votes = 100, np.array([97, 3, 0])
smooth = (votes + 1) / (trees + 3)
print("log of votes, one added   ", np.log(smooth).round(2))
