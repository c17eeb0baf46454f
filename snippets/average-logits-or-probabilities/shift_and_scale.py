import numpy as np

from logitbook import log_softmax, softmax

z = np.array([[3.0, 1.0, 0.0], [0.0, 2.0, 1.0]])  # a row a model
offset = z + np.array([[100.0], [0.0]])  # model 1 moved by 100
scaled = z * np.array([[2.0], [1.0]])  # model 1 doubled

plain = softmax(z.mean(axis=0))
rows = {"logits": z, "log_softmax": log_softmax(z)}
rows |= {"plus 100": offset, "times 2": scaled}
for name, logits in rows.items():
    print(f"{name:<12}", softmax(logits.mean(axis=0)).round(4))
doubled = softmax(scaled.mean(axis=0))
each = -log_softmax(z).mean(axis=0)[0]  # the first class is true
joint = -log_softmax(z.mean(axis=0))[0]
print(f"mean of the losses {each:.4f}, ensemble {joint:.4f}")
