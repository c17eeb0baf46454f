import numpy as np

weights = np.exp([1.0, 2.0, 3.0])  # of the three logits
print("keep       total    shares")
for keep in ([1, 0, 1], [1, 0, 0], [0, 0, 0]):
    kept = weights * keep
    total = kept.sum()
    with np.errstate(invalid="ignore"):
        p = kept / total
    shares = " ".join(f"{value:.4f}" for value in p)
    print(f"{keep}  {total:7.4f}  {shares}")
