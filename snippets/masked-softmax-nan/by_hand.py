import numpy as np

weights = np.exp([1.0, 2.0, 3.0])  # of the three logits
total = weights[0] + weights[2]  # the second is masked
first, third = weights[0] / total, weights[2] / total

print("keep       total    shares")
for keep in ([1, 0, 1], [1, 0, 0], [0, 0, 0]):
    kept = weights * keep
    with np.errstate(invalid="ignore"):
        p = kept / kept.sum()
    shares = " ".join(f"{value:.4f}" for value in p)
    print(f"{keep}  {kept.sum():7.4f}  {shares}")
