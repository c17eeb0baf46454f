import numpy as np

from logitbook import cross_entropy, entropy, logsumexp, sigmoid, softmax

z = np.array([1.0, 2.0, 3.0])
show = {
    "softmax, third": lambda z: softmax(z)[2],
    "loss, third true": lambda z: cross_entropy(z, 2),
    "entropy": entropy,
    "gap of third, first": lambda z: z[2] - z[0],
    "log-sum-exp": logsumexp,
    "sigmoid, third": lambda z: sigmoid(z)[2],
    "30 tanh(z/30), third": lambda z: softmax(30 * np.tanh(z / 30))[2],
}
print("                          z    z + 10     2 z")
for name, f in show.items():
    print(f"{name:20s} {f(z):7.4f} {f(z + 10):9.4f} {f(2 * z):7.4f}")
