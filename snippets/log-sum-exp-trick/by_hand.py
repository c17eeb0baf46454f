import numpy as np

z = np.array([800.0, 801.0, 802.0])
digits = int(800 / np.log(10)) + 1
most_digits = int(np.log10(np.finfo(np.float64).max)) + 1
weights = np.exp(z - 802)
total = weights.sum()
extra = np.log(total)
shares = weights / total
loss = 802 + extra - z[0]  # if the first class is true

print(f"digits of exp(800): {digits} of {most_digits}")
print(f"shifted:  {weights.round(4)}")
print(f"total {total:.4f}, its log {extra:.4f}")
print(f"softmax:  {shares.round(4)}")
print(f"loss:     {loss:.4f}, {-np.log(shares[0]):.4f}")

for dtype in (np.float16, np.float32, np.float64):
    limit = np.log(float(np.finfo(dtype).max))
    print(f"{dtype.__name__}: exp overflows above {limit:.4f}")
