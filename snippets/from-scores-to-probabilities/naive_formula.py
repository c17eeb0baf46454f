import numpy as np


def softmax(z):
    largest = z.max(axis=-1, keepdims=True)
    weights = np.exp(z - largest)
    return weights / weights.sum(axis=-1, keepdims=True)


# one photo a row, one class a column
z = np.array([[1000.0, 999.0], [-1000.0, -999.0]])
with np.errstate(all="ignore"):
    e = np.exp(z)
    naive = e / e.sum(axis=-1, keepdims=True)
p = softmax(z)
limit, limit_32 = np.log(np.finfo(float).max), np.log(np.finfo(np.float32).max)

print("as typed:", naive[0], naive[1])
print("shifted: ", p[0].round(3), p[1].round(3))
print(f"exp overflows above {limit:.2f}, in float32 above {limit_32:.2f}")
