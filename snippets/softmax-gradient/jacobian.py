import numpy as np

from logitbook import softmax

z, y = np.array([2.0, 1.0, 0.1]), np.array([1, 0, 0])
p = softmax(z)
g = -y / p  # the slopes of the loss in p

jacobian = np.diag(p) - np.outer(p, p)
diagonal = g * p * (1 - p)  # the mistake
full = jacobian @ g
short = p * (g - (g * p).sum())  # the same without the matrix
again = (p - y) * p * (1 - p)  # another mistake

print(jacobian.round(3))
print("p - y              ", (p - y).round(3))
print("full Jacobian      ", full.round(3))
print("p * (g - sum(g p)) ", short.round(3))
print("diagonal only      ", diagonal.round(3))
print("(p - y) p (1 - p)  ", again.round(3))
