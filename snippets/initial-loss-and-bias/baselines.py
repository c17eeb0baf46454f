import numpy as np

three, thousand = np.log([3, 1000])  # all classes equal
yes = np.array([0.2, 0.1, 0.01])  # two classes, the share known
known = -(yes * np.log(yes) + (1 - yes) * np.log(1 - yes))
half = np.exp(-0.69)

print(f"3 classes {three:.4f}, 1,000 classes {thousand:.4f}")
for share, loss in zip(yes, known, strict=True):
    print(f"yes {share:3.0%}, and known: {loss:.4f}")
print(f"a loss of 0.69: the true class gets {half:.3f}")
