import numpy as np

from logitbook import min_p

z = np.random.default_rng(0).normal(size=(1000, 500)) * 3
for t in [0.7, 1.5, 2.0]:
    passed = 0.1 ** (1 / t)  # to a program with temperature first
    theirs = np.isfinite(min_p(z / t, passed))
    wanted = np.isfinite(min_p(z, 0.1))
    print(f"T = {t}: pass {passed:.3f}", end=", ")
    print(f"the same words: {(theirs == wanted).all()}")
at_1_5 = 0.1 ** (1 / 1.5)

penalty = 1.0  # taken off a logit before the temperature
for t in [0.5, 1.0, 2.0]:
    print(f"T = {t}: odds times {np.exp(-penalty / t):.2f}")
cool, plain, hot = (float(np.exp(-penalty / t)) for t in [0.5, 1, 2])
