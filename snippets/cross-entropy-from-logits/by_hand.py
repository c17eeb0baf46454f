import numpy as np

from logitbook import cross_entropy, softmax

z = np.array([2.0, 1.0, 0.1])  # cat, dog, bird
y = 0  # the picture shows a cat

powers = np.exp(z)
total = powers.sum()
lse = np.log(total)
loss = lse - z[y]
p = softmax(z)[y]

print("exp(z):", *(f"{power:.6f}" for power in powers))
print(f"sum {total:.6f}, its logarithm {lse:.6f}")
print(f"minus the true logit: {loss:.6f}")
print(f"-log({p:.6f}) = {-np.log(p):.6f}")
print(f"cross_entropy: {cross_entropy(z, y):.6f}")
