import numpy as np

from logitbook import softcap

z, cap = 20.0, 30
capped = softcap(z, cap)
slope = 1 - np.tanh(z / cap) ** 2
back = cap * np.arctanh(capped / cap)
print(f"{z} -> {capped:.4f} -> {back:.1f}, slope {slope:.4f}")

tied = softcap([600.0, 700.0], cap)
masked = softcap(-np.inf, cap)
print(f"600 and 700 -> {tied}, -inf -> {masked}")

tokens = 256_000  # one best token, all others as far below as possible
odds_30, odds_1 = np.exp(2 * np.array([30.0, 1.0])) / (tokens - 1)
p_cap_1 = odds_1 / (1 + odds_1)
rest_30 = 1 / (1 + odds_30)
print(f"cap 30: the others get at least {rest_30:.2e}")
print(f"cap 1: the best gets at most {p_cap_1:.2e}")
