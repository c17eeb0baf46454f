import numpy as np

from logitbook import cross_entropy, log_softmax

z = np.array([2.0, 1.0, 0.1])  # cat, dog, bird; it is a cat
eps, K = 0.1, 3
each = -log_softmax(z)  # what each class would cost
plain = each[0]

share = eps / K  # goes to every class
target = (1 - eps) * np.array([1, 0, 0]) + share
parts = target * each
loss = parts.sum()
same = cross_entropy(z, 0, label_smoothing=eps)

best = np.log(target[0] / share)  # the lead where p is the target
floor = -(target * np.log(target)).sum()

print("target:", target.round(3))
print(f"plain loss {plain:.4f}, smoothed {loss:.4f} or {same:.4f}")
print(f"best lead {best:.4f}, loss there {floor:.4f}")
