import numpy as np

from logitbook import sigmoid

base = -2.0
values = np.array([1.5, 1.0, -0.8])  # links, capitals, sender
gap = sigmoid(base + values.sum()) - sigmoid(base)

each = sigmoid(values)
alone = sigmoid(base + values) - sigmoid(base)
shared = values * gap / values.sum()

print(f"to explain: {gap:.3f}")
for name, parts in (
    ("sigmoid of each", each),
    ("each from base", alone),
    ("in proportion", shared),
):
    print(f"{name:<16}{parts.round(3)!s:<22} sum {parts.sum():.3f}")
sum_each, sum_alone = each.sum(), alone.sum()
