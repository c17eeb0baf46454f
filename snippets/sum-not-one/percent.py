import numpy as np

percent = np.array([40.6, 20.7, 38.7])

rounded = np.round(percent).astype(int)
rounded_sum = rounded.sum()

whole = np.floor(percent).astype(int)
missing = 100 - whole.sum()
rest = percent - whole
whole[np.argsort(-rest, kind="stable")[:missing]] += 1

print("each rounded:     ", rounded, "sum", rounded_sum)
print("largest remainder:", whole, "sum", whole.sum())
