import numpy as np

batch = np.array([[1000.0, 1001.0], [0.0, 1.0]])  # two inputs


def lse(z, m):
    with np.errstate(divide="ignore"):
        total = np.exp(z - m).sum(axis=1, keepdims=True)
        return (m + np.log(total))[:, 0]


of_batch = lse(batch, batch.max())
of_row = lse(batch, batch.max(axis=1, keepdims=True))

print(f"of the batch: {of_batch[0]:.6f}, {of_batch[1]:.6f}")
print(f"of each row:  {of_row[0]:.6f}, {of_row[1]:.6f}")
