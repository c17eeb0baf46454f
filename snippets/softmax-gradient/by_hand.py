import numpy as np

z = np.array([2.0, 1.0, 0.1])  # cat, dog, bird; the photo shows a cat
step = 0.01  # how far each logit is raised, one at a time


def loss(z):
    return np.log(np.exp(z).sum()) - z[0]  # the cat is true


powers = np.exp(z)
total = powers.sum()
p = powers / total
more = powers[1] * step  # what the dog's step adds to the total
change = np.array([loss(z + step * (np.arange(3) == i)) for i in range(3)]) - loss(z)
measured = change / step
slopes = p - np.array([1, 0, 0])

print("         p    measured   p - y")
for name, *row in zip(["cat", "dog", "bird"], p, measured, slopes, strict=True):
    print(f"{name:4s} {row[0]:.4f} {row[1]:9.4f} {row[2]:9.4f}")
print(f"the three slopes add up to {abs(slopes.sum()):.4f}")
