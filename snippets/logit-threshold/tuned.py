import numpy as np

from logitbook import sigmoid

rng = np.random.default_rng(0)
x = rng.normal(-3, 2, size=4000)  # logits of held-out inputs
y = rng.random(4000) < sigmoid(x)  # which of them are a yes
seen, new = slice(0, 2000), slice(2000, 4000)


def scores(cut, part):
    yes, true = x[part] > cut, y[part]
    recall, alarms = yes[true].mean(), yes[~true].mean()
    f1 = 2 * np.sum(yes & true) / (yes.sum() + true.sum())
    return np.array([f1, recall - alarms, recall])


cuts = np.append(-np.inf, np.unique(x[seen]))  # all that differ
table = np.array([scores(cut, seen) for cut in cuts])
best_f1, best_youden = cuts[table[:, :2].argmax(axis=0)]
recall_90 = np.quantile(x[seen][y[seen]], 0.1)
print("  cut   F1, Youden, recall on new data")
for cut in (0, best_f1, best_youden, recall_90):
    print(f"{cut:5.1f}", scores(cut, new).round(2))
