import numpy as np

z = np.array([1.0, 0.0, -1.0])  # the logits of the lines A, B and C
waits = np.array([1.5, 0.4, 0.9])  # exponential draws, this time

rates = np.exp(z)  # buses an hour
total = rates.sum()
p = rates / total  # softmax
hours = waits / rates  # until the first bus of each line
share_a = rates[0] / total
noise = -np.log(waits)  # Gumbel draws
sums = z + noise

print("softmax   ", p.round(3))
print("hours     ", hours.round(2), "first:  ", "ABC"[hours.argmin()])
print("logs      ", -np.log(hours).round(2))
print("z + noise ", sums.round(2), "largest:", "ABC"[sums.argmax()])
