import numpy as np

from logitbook import log_softmax, softmax

print("lead  log_softmax   log(p + 1e-8)")
print("      loss   grad   loss   grad")
for lead in [5, 10, 20, 30, 110]:
    z = np.array([0.0, lead])  # the first class is true
    p, log_p = softmax(z)[0], log_softmax(z)[0]
    grad = p - 1
    loss_eps = -np.log(p + 1e-8)
    grad_eps = grad * p / (p + 1e-8)  # the chain rule
    row = f"{lead:4d} {-log_p:6.2f} {grad:6.2f}"
    print(f"{row} {loss_eps:7.2f} {grad_eps:7.2g}")
ceiling = -np.log(1e-8)
