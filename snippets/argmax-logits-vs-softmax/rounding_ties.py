import numpy as np

from logitbook import sigmoid, softmax

eps_64 = np.finfo(np.float64).eps
tiny_lead = np.array([-1e-17, 0.0])
float16 = np.array([0, 0.0004], dtype=np.float16)
labels = np.array([40.0, 50.0])  # a yes-or-no logit each
infinite = np.array([0.0, np.inf])

rows = {
    "float64 1e-17": (tiny_lead, softmax(tiny_lead)),
    "float16 0.0004": (float16, softmax(float16)),
    "two sigmoids": (labels, sigmoid(labels)),
    "infinite logit": (infinite, softmax(infinite)),
}
print("argmax before and after, result")
for name, (z, p) in rows.items():
    print(f"{name:<14} {z.argmax()} {p.argmax()} {p}")
