import numpy as np

from logitbook import softmax

z = np.array([2.0, -3.0])  # logits of two classes
relu = np.maximum(z, 0)
tanh = np.tanh(z)

powers, powers_tanh = np.exp(z), np.exp(tanh)
total = powers.sum()
p_linear = softmax(z)[0]
p_relu = softmax(relu)[0]
p_tanh = softmax(tanh)[0]

for name, a, p in (
    ("as it is", z, p_linear),
    ("after ReLU", relu, p_relu),
    ("after tanh", tanh, p_tanh),
):
    print(f"{name:<10}  {a[0]:.3f}  {a[1]:>6.3f}  p {p:.6f}")
