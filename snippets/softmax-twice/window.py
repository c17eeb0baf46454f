import numpy as np

from logitbook import cross_entropy


def window(classes):
    """Loss after an extra softmax: if p is perfect, uniform, wrong."""
    sure = np.eye(classes)[0]  # p = 1 for class 0
    uniform = np.full(classes, 1 / classes)
    best, worst = cross_entropy([sure, sure], [0, 1], reduction="none")
    return best, cross_entropy(uniform, 0), worst


print("classes perfect uniform wrong  cap on q")
for classes in (2, 3, 4, 10, 100, 1000):
    best, guess, worst = window(classes)
    q = np.exp(-best)
    print(f"{classes:>7} {best:.4f}  {guess:.4f}  {worst:.4f} {q:.6f}")

best_1000, guess_1000 = best, guess
best, guess, worst = window(10)
cap = np.exp(-best)
one_lost = 0.9 * best + 0.1 * worst
print(f"ten classes, one always wrong: {one_lost:.4f}")
