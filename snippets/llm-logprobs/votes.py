import numpy as np

answers = ["Bern"] * 16 + ["Basel"] * 3 + ["Zug"]
names, votes = np.unique(answers, return_counts=True)
share = votes / votes.sum()
error = np.sqrt(share * (1 - share) / votes.sum())
for name, p, e in zip(names, share, error, strict=True):
    print(f"{name:6s} {p:.0%}, give or take {e:.0%}")
winner = int(votes.argmax())
best, give = float(share[winner]), float(error[winner])
