import numpy as np

z = np.array([2.0, 1.0, 0.1])  # cat, dog, bird; the photo shows a cat
step = 0.01


def loss(z):
    return np.log(np.exp(z).sum()) - z[0]  # the cat is true


powers = np.exp(z)
total = powers.sum()
p = powers / total
slopes = p - np.array([1, 0, 0])
more = powers[1] * step  # what the dog's step adds to the total

change = np.zeros(3)
for i in range(3):
    raised = z.copy()
    raised[i] += step
    change[i] = loss(raised) - loss(z)
measured = change / step
print("          cat     dog    bird")
for name, row in [("p", p), ("measured", measured), ("p - y", slopes)]:
    print(f"{name:8s}", *(f"{x:7.4f}" for x in row))
