import numpy as np


def highest(width, classes):
    """Largest probability if every logit lies in a range this wide."""
    return 1 / (1 + (classes - 1) * np.exp(-width))


counts = np.array([2, 10, 1000])
sigmoid, tanh, relu6 = (highest(width, counts) for width in (1, 2, 6))
print("         K=2     K=10    K=1000")
for name, p in (("sigmoid", sigmoid), ("tanh", tanh), ("ReLU6", relu6)):
    print(f"{name:<7}  {p[0]:.4f}  {p[1]:.4f}  {p[2]:.4f}")

best = np.exp(2)  # weight of the winner against each loser's 1
total = best + 9
p_tanh_10 = highest(2, 10)
floor_2, floor_10 = -np.log(highest(2, 2)), -np.log(p_tanh_10)
needed = np.log(0.99 / 0.01 * 9)  # solved for the width at ten classes
print(f"least loss after tanh: {floor_2:.4f}, {floor_10:.4f}")
print(f"0.99 among ten classes: width {needed:.4f}")
