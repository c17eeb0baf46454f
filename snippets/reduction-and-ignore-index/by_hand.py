import numpy as np

from logitbook import cross_entropy

p = np.array([[0.9, 0.1], [0.5, 0.5], [0.9, 0.1], [0.3, 0.7]])
z = np.log(p)  # logits that softmax turns back into p
y = np.array([0, 0, 1, -100])  # the last one is padding
weight = np.array([1.0, 4.0])

each = cross_entropy(z, y, ignore_index=-100, reduction="none")
total = each.sum()
mean = total / np.count_nonzero(y != -100)
by_all = each.mean()
weighted = weight[y[:3]] * each[:3]
divisor = weight[y[:3]].sum()
weighted_sum = weighted.sum()
weighted_mean = weighted_sum / divisor
weighted_by_3 = weighted.mean()

print(f"losses:           {each.round(2)}, sum {total:.2f}")
print(f"divided by 3:     {mean:.4f}")
print(f"divided by 4:     {by_all:.4f}")
print(f"weighted losses:  {weighted.round(2)}")
print(f"their sum / {divisor:.0f}:    {weighted_mean:.4f}")
print(f"their sum / 3:    {weighted_by_3:.4f}")
