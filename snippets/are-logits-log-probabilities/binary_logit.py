import numpy as np

from logitbook import log_sigmoid, log_softmax, sigmoid

x = 2.0
p = sigmoid(x)
odds = p / (1 - p)  # of yes against no
log_p = log_sigmoid(x)
log_q = log_sigmoid(-x)
pinned = log_softmax(np.array([x, 0.0]))  # yes x, no 0
constant = x - log_p

print(f"p = {p:.6f}, odds {odds:.4f} to 1")
print(f"log p = {log_p:.6f}")
print(f"log(1 - p) = {log_q:.6f}")
print(f"their difference: {log_p - log_q:.6f}")
print(f"log_softmax([x, 0])[0] = {pinned[0]:.6f}")
print(f"x - {constant:.6f} = {x - constant:.6f}")
