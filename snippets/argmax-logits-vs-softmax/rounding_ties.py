import numpy as np

from logitbook import softmax

tiny_lead = np.array([-1e-17, 0.0])  # float64
float16 = np.array([0, 0.0004], dtype=np.float16)

for z in (tiny_lead, float16):
    p = softmax(z)
    print(f"{z.dtype}: probabilities {p}")
    print(f"  argmax {z.argmax()} before, {p.argmax()} after")
