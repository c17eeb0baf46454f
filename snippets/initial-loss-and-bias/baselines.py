import numpy as np

three, four, thousand = np.log([3, 4, 1000])  # all classes equal
yes = np.array([0.2, 0.1, 0.01])  # two classes, the share known
known = -(yes * np.log(yes) + (1 - yes) * np.log(1 - yes))
losses = np.array([0.5, 0.69])
typical = np.exp(-losses)  # probability of the true class

print(f"3 classes {three:.4f}, 4 classes {four:.4f}")
print(f"1,000 classes {thousand:.4f}")
for share, loss in zip(yes, known, strict=True):
    print(f"yes {share:3.0%}, and known: {loss:.4f}")
for loss, p in zip(losses, typical, strict=True):
    print(f"a loss of {loss}: the true class gets {p:.3f}")
