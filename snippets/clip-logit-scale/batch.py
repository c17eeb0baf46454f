import numpy as np

pairs = 32768
blind = np.log(pairs)
powers = np.exp([1.0, 0.0])
share = powers[0] / (powers[0] + (pairs - 1) * powers[1])
loss = -np.log(share)

floors = []
for s in (1.0, 1 / 0.07, 100.0):
    floor = np.log1p((pairs - 1) * np.exp(-s * pairs / (pairs - 1)))
    floors.append(floor)
    print(f"scale {s:5.1f}: loss at least {floor:.3g}")
print(f"blind guess: {blind:.2f}")
print(f"scale 1, wrong cosines 0: {loss:.2f}")
