import numpy as np

from logitbook import entropy, softmax

z = np.array([3.0, 1.0, 0.2])
t = np.array([0.1, 0.5, 1.0, 2.0, 100.0])

divided = z / t[:, np.newaxis]  # a row for each temperature
percent = 100 * softmax(divided)
largest = percent.max(axis=1)
nats = entropy(divided)
fair = np.log(3)  # three equal shares

print("    T   percent              entropy")
for i in range(5):
    row = " ".join(f"{share:6.2f}" for share in percent[i])
    print(f"{t[i]:5.1f}   {row}   {nats[i]:.4f}")
