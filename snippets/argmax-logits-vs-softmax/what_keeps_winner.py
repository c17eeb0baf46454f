import numpy as np

from logitbook import log_softmax, sigmoid, softmax

z = np.array([2.0, 1.0, 0.1])
prior = np.array([0.7, 0.2, 0.1])  # how common each class was in training
p = softmax(z)
percent = 100 * p[0]
corrected = z - np.log(prior)

steps = {
    "the logits": z,
    "softmax": p,
    "log-softmax": log_softmax(z),
    "sigmoid of each": sigmoid(z),
    "plus 100": z + 100,
    "divided by 10": z / 10,
    "divided by -1": z / -1,
    "minus log prior": corrected,
}
for step, values in steps.items():
    order = np.argsort(-values)  # best class first
    print(f"{step:<16} order {order}, winner {values.argmax()}")
