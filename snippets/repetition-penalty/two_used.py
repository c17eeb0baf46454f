import numpy as np

from logitbook import repetition_penalty, softmax

z = np.array([5.0, 0.5, 2.0])  # the, dog, ran
used = [0, 1]  # "the dog"

before = softmax(z)
rule = softmax(repetition_penalty(z, used, theta=1.3))
subtracted = z.copy()
subtracted[used] -= 1
minus = softmax(subtracted)
counted = softmax(z - 0.5 * np.array([6, 1, 0]))  # for each use

print("              the     dog     ran")
print("no penalty ", before.round(4))
print("penalty 1.3", rule.round(4))
print("minus 1    ", minus.round(4))
print("0.5 a time ", counted.round(4))
