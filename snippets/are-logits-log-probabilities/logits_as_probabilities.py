import numpy as np

from logitbook import cross_entropy


def keras_loss(p, y):
    """As Keras 3.15 on JAX and PyTorch: rescale to sum 1, clip, log."""
    return -np.log(np.clip(p / p.sum(), 1e-7, 1 - 1e-7)[y])


def keras_binary(p):
    """Return the losses of "yes" and "no": clip in float32, log."""
    p = np.float32(np.clip(p, 1e-7, 1 - 1e-7))
    return -np.log(p), -np.log(1 - p)


positive, mixed = np.array([2.0, 1.0, 0.1]), np.array([2.0, -1.0, -4.0])
for z, y in [(positive, 0), (mixed, 0), (mixed, 2)]:
    taken, meant = keras_loss(z, y), cross_entropy(z, y)
    print(f"{z}, true {y}: {taken:.4f}, not {meant:.4f}")
for x in [-3, 5]:
    print("logit {:2}: yes {:.4f}, no {:.4f}".format(x, *keras_binary(x)))
