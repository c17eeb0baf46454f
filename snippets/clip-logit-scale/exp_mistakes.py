import numpy as np

from logitbook import softmax

cosines = np.array([0.30, 0.25, 0.20], dtype=np.float32)
for name, t in (("start", np.log(1 / 0.07)), ("end", np.log(100))):
    t = np.float32(t)  # the stored number
    with np.errstate(over="ignore", invalid="ignore"):
        twice = np.exp(np.exp(t))
        rows = {
            "exp once": np.exp(t),
            "no exp": t,
            "exp twice": twice,
        }
        print(f"{name}, stored {t:.3f}")
        for row, s in rows.items():
            print(f"  {row:<9} {s:9.3g}", softmax(s * cosines).round(2))
