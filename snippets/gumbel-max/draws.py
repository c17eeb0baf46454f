import numpy as np

from logitbook import log_softmax, softmax

z, n = np.array([1.0, 0.0, -1.0]), 200_000
u = 1 - np.random.default_rng(0).random((n, 3))  # above 0, at most 1
with np.errstate(divide="ignore"):
    g = -np.log(-np.log(u))  # Gumbel noise
normal = np.random.default_rng(1).normal(size=(n, 3))
rows = {
    "softmax          ": None,
    "z + g            ": z + g,
    "log_softmax(z)+g ": log_softmax(z) + g,
    "softmax(z) + g   ": softmax(z) + g,
    "z - log(u)       ": z - np.log(u),
    "z - g            ": z - g,
    "z + normal       ": z + normal,
    "z + g[:, :1]     ": z + g[:, :1],
}
for name, x in rows.items():
    drawn = softmax(z) if x is None else np.bincount(x.argmax(1), minlength=3) / n
    print(name, *(f"{share:.3f}" for share in drawn))
