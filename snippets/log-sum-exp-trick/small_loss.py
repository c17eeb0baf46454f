import numpy as np


def plain(z, y):
    m = z.max()
    return m + np.log(np.exp(z - m).sum()) - z[y]


def accurate(z, y):
    top = z.argmax()
    others = np.exp(np.delete(z, top) - z[top])
    return (z[top] - z[y]) + np.log1p(others.sum())


sure = np.array([0.0, -40.0])
sure_plain, sure_accurate = plain(sure, 0), accurate(sure, 0)
print(f"[0, -40]:  plain {sure_plain:.6f}, log1p {sure_accurate:.6e}")

print("two equal logits in float32, where the loss is log 2:")
for level in (1e4, 1e6, 1e8):
    tie = np.array([level, level], dtype=np.float32)
    tie_plain, tie_accurate = plain(tie, 0), accurate(tie, 0)
    print(f"{level:.0e}: plain {tie_plain:.6f}, log1p {tie_accurate:.6f}")
