import numpy as np

from logitbook import softmax


def show(name, logits, kind):
    z = logits.astype(kind)
    with np.errstate(all="ignore"):
        p = softmax(z / kind(0))
        eps = softmax(z / kind(1e-9))
        tiny = softmax(z / kind(1e-4))
        shifted = softmax((z - z.max()) / kind(1e-4))
    print(name)
    print("  T = 0              ", p, "argmax", np.argmax(p))
    print("  T = 1e-9           ", eps)
    print("  T = 1e-4           ", tiny)
    print("  shifted, then 1e-4 ", shifted)
    print("  argmax of z        ", np.argmax(z))


logits = np.array([16.0, 17.0, 20.0])
show("float32", logits, np.float32)
show("float16", logits, np.float16)
