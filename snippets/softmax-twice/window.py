import numpy as np

from logitbook import cross_entropy

counts = [2, 3, 4, 10, 1000]
perfect, uniform, wrong = [], [], []  # p is; the loss takes it for logits
for classes in counts:
    sure = np.eye(classes)[0]  # p = 1 for the first class
    perfect.append(cross_entropy(sure, 0))
    uniform.append(cross_entropy(np.full(classes, 1 / classes), 0))
    wrong.append(cross_entropy(sure, 1))

caps = np.exp(-np.array(perfect))  # no class gets more after the second
print("classes  perfect  uniform  wrong    cap")
for i, classes in enumerate(counts):
    row = perfect[i], uniform[i], wrong[i], caps[i]
    print(f"{classes:>7}  " + "   ".join(f"{x:.4f}" for x in row))

best, worst = perfect[3], wrong[3]
one_lost = 0.9 * best + 0.1 * worst
print(f"ten classes, one always wrong: {one_lost:.4f}")
