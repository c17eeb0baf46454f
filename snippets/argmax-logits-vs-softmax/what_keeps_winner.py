import numpy as np

from logitbook import log_softmax, softmax

z = np.array([2.0, 1.0, 0.1])

steps = {
    "the logits": z,
    "softmax": softmax(z),
    "log-softmax": log_softmax(z),
    "plus 100": z + 100,
    "divided by 10": z / 10,
    "divided by -1": z / -1,
}
for step, values in steps.items():
    order = np.argsort(values)[::-1]  # the best class first
    print(f"{step:<13} classes in order: {order}")
