import numpy as np

from logitbook import sigmoid

base = -2.0
values = {"links": 1.5, "capitals": 1.0, "known sender": -0.8}

x = base
factors = []
print(f"base value   {x:+.1f}  {sigmoid(x):.3f}")
for feature, value in values.items():
    x = x + value
    factors.append(np.exp(value))
    print(f"{feature:<12} {value:+.1f}  odds x {factors[-1]:.3f}")
odds_base, odds = np.exp(base), np.exp(x)
p_base, p = sigmoid(base), sigmoid(x)
print(f"sum          {x:+.1f}  {p:.3f}")
print(f"odds: {odds_base:.3f} at first, {odds:.3f} at last")
