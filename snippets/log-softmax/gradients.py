import numpy as np

from logitbook import softmax

t = np.array([1, 0], dtype=np.float32)  # the first class is true

for lead in [2, 80, 95, 110]:
    p = softmax(np.array([0, lead], dtype=np.float32))
    with np.errstate(all="ignore"):
        loss = -np.log(p[0])
        back = np.array([-1 / p[0], 0])  # through the logarithm
        # through softmax: p_i * (back_i - the average of back)
        two = p * (back - (p * back).sum())
    one = p - t  # log_softmax
    print(f"lead {lead}: loss of two calls {loss:.2f}")
    print(f"  gradients {two.round(2)} and {one.round(2)}")
