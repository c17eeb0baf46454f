import numpy as np

from logitbook import log_softmax, softmax

z = np.array([0.0, 2.0])  # cat, dog; the photo shows the cat
e = np.exp(z)
total = e.sum()
p = e[0] / total
long_way = np.log(p)
log_total = np.log(total)
short_way = z[0] - log_total
loss = -short_way

far = np.array([0, 110], dtype=np.float32)
with np.errstate(divide="ignore"):
    far_long = np.log(softmax(far))
far_short = log_softmax(far)

print(f"0 and 2:   {p:.2f}, log {long_way:.2f} or {short_way:.2f}")
print(f"0 and 110: log(softmax) {far_long}")
print(f"           log_softmax  {far_short}")
