import numpy as np


def plain(z, y):
    m = z.max()
    return m + np.log(np.exp(z - m).sum()) - z[y]


def accurate(z, y):
    top = z.argmax()
    others = np.exp(np.delete(z, top) - z[top])
    return (z[top] - z[y]) + np.log1p(others.sum())


rest = np.exp(-40.0)  # the right loss of the first row, to seventeen digits
sure = np.array([0.0, -40.0])
sure_plain, sure_accurate = plain(sure, 0), accurate(sure, 0)
print("logits              plain         log1p")
print(f"0, -40       {sure_plain:.6e}  {sure_accurate:.6e}")

for dtype, level in [("float16", 1e2), ("float32", 1e6), ("float32", 1e8)]:
    tie = np.array([level, level], dtype=dtype)  # the loss is log 2
    print(f"{dtype} {level:.0e}  {plain(tie, 0):12.6f}", end="  ")
    print(f"{accurate(tie, 0):12.6f}")
