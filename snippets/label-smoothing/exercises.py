import numpy as np

from logitbook import softmax

eps, K = 0.2, 3
other = eps / K
true = 1 - eps + other
double = np.log(true / other)

z = np.array([5.0, 0.0, 0.0])
p = softmax(z)[0]
push = p - (1 - 0.1 + 0.1 / 3)  # the gradient of its logit

print(f"eps 0.2: {true:.3f} and {other:.3f}, lead {double:.2f}")
print(f"lead 5: p {p:.3f}, gradient {push:+.3f}")
