import numpy as np

from logitbook import min_p, top_k, top_p

p = np.array([0.5, 0.3, 0.15, 0.04, 0.01])
z = np.log(p)
cuts = {
    "top-k 2": top_k(z, 2),
    "top-p 0.9": top_p(z, 0.9),
    "min-p 0.05": min_p(z, 0.05),
}
counts = [int(np.isfinite(kept).sum()) for kept in cuts.values()]
for name, count in zip(cuts, counts, strict=True):
    print(f"{name}: keeps {count}")

n = 500  # words of a text
for tail in [0.01, 0.001]:
    slip = 1 - (1 - tail) ** n
    print(f"tail of {tail:.1%}: drawn at least once {slip:.0%}")
often, seldom = 1 - 0.99**n, 1 - 0.999**n

before = 0.1**1.5  # min-p 0.1 after T = 1.5
print(f"min-p 0.1 after T = 1.5: {before:.3f} before it")
