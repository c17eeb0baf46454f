import numpy as np

from logitbook import softplus

z = np.array([2.0, -1.0, 0.5])
rules = {
    "plain sum": z,
    "absolute": np.abs(z),
    "square": z**2,
    "ReLU": np.maximum(z, 0),
    "minus least": z - z.min(),
    "softplus": softplus(z),
    "softplus, z + 10": softplus(z + 10),
    "exp": np.exp(z),
    "exp, z + 10": np.exp(z + 10),
}

for rule, weight in rules.items():
    share = weight / weight.sum()
    print(f"{rule:<16}", " ".join(f"{value:6.3f}" for value in share))
