import numpy as np


def highest(width, classes):
    """Largest probability if every logit lies in a range this wide."""
    return 1 / (1 + (classes - 1) * np.exp(-width))


widths = {"sigmoid": 1, "tanh": 2, "ReLU6": 6}
print("          width   K = 2     K = 10    K = 1000")
for name, width in widths.items():
    p = [highest(width, classes) for classes in (2, 10, 1000)]
    print(f"{name:<8}  {width:>5}   {p[0]:.6f}  {p[1]:.6f}  {p[2]:.6f}")

p_tanh_10 = highest(2, 10)
floor_2, floor_10 = -np.log(highest(2, 2)), -np.log(p_tanh_10)
needed = np.log(0.99 / 0.01 * 9)  # solved for the width at ten classes
print(f"loss after tanh: above {floor_2:.6f}, ten classes {floor_10:.6f}")
print(f"P = 0.99 among ten classes needs a width of {needed:.4f}")
