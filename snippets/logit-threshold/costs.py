import numpy as np

from logitbook import sigmoid

rng = np.random.default_rng(0)
x = rng.normal(-3, 2, size=200_000)  # logits of a calibrated model
p = sigmoid(x)  # so this share of each is a yes
share = p.mean()
false_yes, missed_yes = 1, 9  # what each mistake costs
best = np.log(false_yes / missed_yes)

print(f"{share:.1%} are a yes")
print("cut         accuracy    cost")
accuracy, cost = [], []
for cut in (0.5, 0.0, best, -4.0):
    yes = x > cut
    accuracy.append(np.where(yes, p, 1 - p).mean())
    each = np.where(yes, (1 - p) * false_yes, p * missed_yes)
    cost.append(each.mean())
    print(f"{cut:5.2f} {accuracy[-1]:13.4f} {cost[-1]:7.4f}")
