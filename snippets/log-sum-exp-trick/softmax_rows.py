import numpy as np


def softmax(z):
    m = z.max(axis=-1, keepdims=True)  # one maximum a row
    w = np.exp(z - m)
    return w / w.sum(axis=-1, keepdims=True)


logits = np.array([[800.0, 801.0, 802.0], [0.0, 1.0, 2.0]])
print(softmax(logits).round(6))

# Log weights: the exponential of each is 0
log_w = np.array([-1000.0, -1001.0, -1002.0])
print(softmax(log_w).round(6))
