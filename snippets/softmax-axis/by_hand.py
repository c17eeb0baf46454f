import numpy as np

from logitbook import softmax

z = np.array(  # cat, dog, bird
    [
        [2.0, 1.0, 0.0],  # photo 1
        [4.0, 0.0, 0.0],  # photo 2
    ]
)
e = np.exp(z)
right = softmax(z, axis=1)
wrong = softmax(z, axis=0)
e_1, right_1, wrong_1 = e[0], right[0], wrong[0]  # photo 1
row_total = e_1.sum()
column_totals = e.sum(axis=0)
row_sum, row_sum_2 = wrong.sum(axis=1)

print("shape:  ", z.shape)
print("axis 1: ", right_1.round(2), right[1].round(2))
print("axis 0: ", wrong_1.round(2), wrong[1].round(2))
print("rows of axis 1 sum to", right.sum(axis=1).round(2))
print("rows of axis 0 sum to", wrong.sum(axis=1).round(2))
