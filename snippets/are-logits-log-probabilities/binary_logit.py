import numpy as np

from logitbook import log_sigmoid, log_softmax, sigmoid

x = 2.0
p = sigmoid(x)
log_p = log_sigmoid(x)
log_q = log_sigmoid(-x)
difference = log_p - log_q
pinned = log_softmax(np.array([x, 0.0]))  # the other class at 0
constant = np.log(1 + np.exp(x))

print(f"p = {p:.6f}, log p = {log_p:.6f}")
print(f"log(1 - p) = {log_q:.6f}")
print(f"log p - log(1 - p) = {difference:.6f}")
print(f"log_softmax([x, 0]) = {pinned[0]:.6f}, {pinned[1]:.6f}")
print(f"x - {constant:.6f} = {x - constant:.6f}")
