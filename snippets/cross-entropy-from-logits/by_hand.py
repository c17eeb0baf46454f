import numpy as np

from logitbook import cross_entropy, softmax

z, y = np.array([2.0, 1.0, 0.1]), 0  # cat, dog, bird; the cat is true

powers = np.exp(z)
total = powers.sum()
lse = np.log(total)
loss = lse - z[y]
p = softmax(z)[y]

print("exp(z): ", ", ".join(f"{power:.6f}" for power in powers))
print(f"sum {total:.6f}, its logarithm {lse:.6f}")
print(f"minus the true logit {z[y]:.1f}: loss {loss:.6f}")
print(f"-log({p:.6f}) = {-np.log(p):.6f}")
print(f"cross_entropy(z, y) = {cross_entropy(z, y):.6f}")
