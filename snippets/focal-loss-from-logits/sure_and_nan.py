import numpy as np

from logitbook import log_sigmoid, sigmoid

x = np.array([2, 17, 110], dtype=np.float32)  # three logits; y = 1
y, gamma = np.float32(1), np.float32(2)

with np.errstate(all="ignore"):
    p = sigmoid(x)
    yes = y * (1 - p) ** gamma * np.log(p)
    no = (1 - y) * p**gamma * np.log(1 - p)
    typed = -(yes + no)

s = np.where(y == 1, x, -x)  # the logit of the true answer
fixed = -np.exp(gamma * log_sigmoid(-s)) * log_sigmoid(s)
limit = 24 * np.log(2)  # float32 has 24 binary digits

print("x     p   as the formula  from logits")
for row in zip(x, p, typed, fixed, strict=True):
    print("{:3.0f} {:6.3f} {:11.2g} {:14.2g}".format(*row))
