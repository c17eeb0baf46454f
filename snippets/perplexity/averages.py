import numpy as np

from logitbook import perplexity

long = -np.log([0.5, 0.25, 0.125])  # the losses of one batch
short = -np.log([0.0625])  # and of another, with one token

total = long.sum() + short.sum()
count = long.size + short.size
right = np.exp(total / count)

batch_losses = np.exp((long.mean() + short.mean()) / 2)
perplexities = (perplexity(long) + perplexity(short)) / 2

print(f"sum of losses / tokens, then exp: {right:.4f}")
print(f"mean of batch losses, then exp:   {batch_losses:.4f}")
print(f"mean of batch perplexities:       {perplexities:.4f}")
