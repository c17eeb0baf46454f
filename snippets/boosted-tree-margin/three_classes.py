import numpy as np

from logitbook import softmax

start = np.log([0.5, 0.3, 0.2])  # the share of each class
leaves = np.array([0.3, -0.2, -0.1, 0.2, -0.1, 0.0])  # six trees
rounds, classes = 2, 3

right = start + leaves.reshape(rounds, classes).sum(axis=0)
wrong = start + leaves.reshape(classes, rounds).sum(axis=1)
p_right, p_wrong = softmax(right), softmax(wrong)
p_shift = softmax(right + 7)
odds = np.exp(right[0] - right[1])

print("tree t, class t % 3: ", p_right.round(3))
print("two trees for each:  ", p_wrong.round(3))
print("right, plus 7:       ", p_shift.round(3))
print(f"first to second: {odds:.3f} to 1")
