import numpy as np

from logitbook import cross_entropy

z, eps, K = np.array([2.0, 1.0, 0.1]), 0.1, 3
by_k = (1 - eps) * np.array([1, 0, 0]) + eps / K
by_rest = np.array([1 - eps, eps / (K - 1), eps / (K - 1)])
loss_k, loss_rest = cross_entropy(z, by_k), cross_entropy(z, by_rest)
eps_k = eps * K / (K - 1)  # the same targets, by eps / K
again = cross_entropy(z, 0, label_smoothing=eps_k)

print("eps/K:      ", by_k.round(3), f"loss {loss_k:.4f}")
print("eps/(K - 1):", by_rest.round(3), f"loss {loss_rest:.4f}")
print(f"eps/K with {eps_k:.2f}:             loss {again:.4f}")
