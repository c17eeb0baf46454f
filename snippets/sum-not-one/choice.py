import numpy as np

from logitbook import softmax

rng = np.random.default_rng(0)
p = softmax(np.zeros(3, dtype=np.float32))
double = p.astype(np.float64)
tries = {
    "float32 array": p,
    "float64 copy": double,
    "float64, divided before": (p / p.sum()).astype(np.float64),
    "float64, divided after": double / double.sum(),
}
for name, q in tries.items():
    try:
        rng.choice(3, p=q)
        print(f"{name:<24} accepted")
    except ValueError:
        print(f"{name:<24} do not sum to 1")
