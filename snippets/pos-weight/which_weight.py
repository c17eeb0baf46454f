import numpy as np

from logitbook import bce_with_logits, cross_entropy, sigmoid

y = np.array([0, 0, 0, 1])  # 1 in 4 is yes
grid = np.linspace(-4, 4, 801)  # one logit for all four

losses = {
    "plain": lambda x: bce_with_logits(x, y),
    "pos_weight 9": lambda x: bce_with_logits(x, y, pos_weight=9),
    "weight 9": lambda x: bce_with_logits(x, y, weight=9),
    "class weights": lambda x: cross_entropy(np.column_stack([0 * x, x]), y, weight=[1, 9]),
}
at_zero = {}
print("               loss at 0  best p")
for name, loss in losses.items():
    at_zero[name] = loss(np.zeros(4))
    best = sigmoid(min(grid, key=lambda g: loss(np.full(4, g))))
    print(f"{name:<13} {at_zero[name]:10.4f} {best:7.0%}")
plain, positive, every, classes = at_zero.values()
