import numpy as np

p = np.array([0.4, 0.3, 0.2, 0.1])  # sorted
top_k, top_p = 2, 0.5

before = np.cumsum(p) - p  # what stands before each word
joint = (np.arange(len(p)) < top_k) & (before < top_p)

left = np.where(np.arange(len(p)) < top_k, p, 0)
left = left / left.sum()  # shares of what top-k left
in_turn = np.cumsum(left) - left < top_p

for name, keep in [("joint", joint), ("in turn", in_turn)]:
    kept = np.where(keep, p, 0)
    print(f"{name:8s}", (kept / kept.sum()).round(2))
first = p[0] / p[:2].sum()
