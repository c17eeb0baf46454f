import numpy as np

lead, others = 12.0, 50_000  # each of the others trails by 12

shares = {}
for t in (0.2, 1.0, 1.5):
    rest = others * np.exp(-lead / t)  # against 1 for the leader
    shares[t] = 1 / (1 + rest)
    print(f"T = {t}: leader {shares[t]:.4f}")
cold, plain, warm = shares.values()
