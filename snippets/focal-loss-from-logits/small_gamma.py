import numpy as np

from logitbook import log_sigmoid, sigmoid

gamma = np.float32(0.5)
print("  x   1 - p  through 1 - p  through logs")
for lead in [2, 10, 17]:
    x = np.float32(lead)  # the answer is yes
    p = sigmoid(x)
    u = 1 - p
    with np.errstate(all="ignore"):
        power, slope = u**gamma, gamma * u ** (gamma - 1)
        # the chain rule: of u in x, and of log p in x
        typed = slope * (p * u) * np.log(p) - power * u
    log_p, log_u = log_sigmoid(x), log_sigmoid(-x)
    fixed = np.exp(gamma * log_u) * (gamma * p * log_p - np.exp(log_u))
    print(f"{lead:3d} {u:7.1e} {typed:14.1e} {fixed:13.1e}")
