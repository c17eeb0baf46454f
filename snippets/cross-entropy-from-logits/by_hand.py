import numpy as np

from logitbook import cross_entropy

z = np.array([2.0, 1.0, 0.1])  # scores of cat, dog, bird
y = 0  # the picture shows a cat

powers = np.exp(z)
total = powers.sum()
shares = powers / total
p, log_p = shares[y], np.log(shares[y])
loss = -log_p
lse = np.log(total)
short = lse - z[y]
slopes = shares - [1, 0, 0]
half, unlikely = -np.log(0.5), -np.log(0.01)

print("powers:", *(f"{power:.6f}" for power in powers))
print(f"total {total:.6f}, the cat's share {p:.6f}")
print(f"minus log of the share: {loss:.6f}")
print(f"log of the total, minus 2: {short:.6f}")
print(f"cross_entropy(z, y): {cross_entropy(z, y):.6f}")
print("slopes:", *(f"{slope:.4f}" for slope in slopes))
print(f"shares of 50 %, 1 % cost {half:.4f}, {unlikely:.4f}")
