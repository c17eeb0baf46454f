import numpy as np

from logitbook import softmax

teacher = np.array([4.0, 2.0, 0.0])
student = np.array([1.0, 2.0, 0.0])  # leans to the dog
label = np.array([1, 0, 0])  # it is a cat
hard = np.abs(softmax(student) - label).sum()

print("  T  share of the teacher in the pull")
print("     without T²   with T²")
share = {}
for t in (1, 2, 4, 10, 20):
    soft = np.abs(softmax(student / t) - softmax(teacher / t)).sum() / t
    share[t] = soft / (soft + hard), t**2 * soft / (t**2 * soft + hard)
    print(f"{t:3d} {share[t][0]:12.0%} {share[t][1]:9.0%}")
without, with_square = share[10]
