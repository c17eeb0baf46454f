import numpy as np

from logitbook import cross_entropy

z = np.array([2.0, 1.0, 0.1])  # scores of cat, dog, bird
y = 0  # the picture shows a cat

powers = np.exp(z)
total = powers.sum()
p = powers[y] / total
loss = -np.log(p)
lse = np.log(total)
short = lse - z[y]
half, unlikely = -np.log(0.5), -np.log(0.01)

print("powers:", *(f"{power:.6f}" for power in powers))
print(f"total {total:.6f}, the cat's share {p:.6f}")
print(f"minus log of the share: {loss:.6f}")
print(f"log of the total, minus 2: {short:.6f}")
print(f"cross_entropy(z, y): {cross_entropy(z, y):.6f}")
print(f"a share of 50 % costs {half:.6f}")
print(f"a share of 1 % costs {unlikely:.6f}")
