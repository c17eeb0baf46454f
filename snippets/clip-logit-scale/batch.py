import numpy as np

pairs = 32768
blind = np.log(pairs)
powers = np.exp([1.0, 0.0])  # cosine 1 for the true text, 0 for others
share = powers[0] / (powers[0] + (pairs - 1) * powers[1])
loss = -np.log(share)

print(f"blind guess: {blind:.2f}")
print(f"share of the true text: {share:.3%}, loss {loss:.2f}")
for s in (1 / 0.07, 100.0):
    print(f"times {s:5.1f}: {np.log1p((pairs - 1) * np.exp(-s)):.3g}")
