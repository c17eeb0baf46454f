import numpy as np

long = np.array([1.0, 1.0, 1.0])  # losses of a batch of three words
short = np.array([3.0])  # and of a batch of one
every = np.concatenate([long, short])

one_batch = every.mean()
mean_of_means = (long.mean() + short.mean()) / 2
count = long.size + short.size
sums = long.sum() / count + short.sum() / count

print(f"one large batch:          {one_batch:.2f}")
print(f"mean of the batch means:  {mean_of_means:.2f}")
print(f"sums, divided by {count}:       {sums:.2f}")
print("share of each word, right:", np.full(count, 1 / count))
print("share in mean of means:   ", (1 / (2 * np.array([3, 3, 3, 1]))).round(2))
