import numpy as np

from logitbook import cross_entropy

z = np.zeros((3, 2))  # finite logits, of which each class gets half
sums, counts, means = [], [], []
for labels in ([0, 1, 1], [-100, -100, -100], [0, -100, -100]):
    y = np.array(labels)
    mean = cross_entropy(z, y, ignore_index=-100)
    sums.append(cross_entropy(z, y, ignore_index=-100, reduction="sum"))
    counts.append(np.count_nonzero(y != -100))
    means.append(mean)
    print(f"mean {mean:.4f}, sum {sums[-1]:.4f}, kept {counts[-1]}")

epoch_wrong = np.mean(means)
epoch = sum(sums) / max(sum(counts), 1)
print(f"mean of the means: {epoch_wrong:.4f}")
print(f"sums / kept:       {epoch:.4f}")
