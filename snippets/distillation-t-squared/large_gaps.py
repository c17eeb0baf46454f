import numpy as np

from logitbook import kl_div, softmax

print("T² times the pull on the first logit")
print("   T   logits 4, 2, 0   logits 40, 20, 0")
for t in (1, 2, 4, 10, 20, 100, 1000):
    row = []
    for v in (np.array([4.0, 2, 0]), np.array([40.0, 20, 0])):
        row.append(t * (softmax(v / t)[0] - 1 / 3))
    print(f"{t:4d} {row[0]:16.3f} {row[1]:18.2f}")

v = np.array([4.0, 2, 0])
half = np.mean((v - v.mean()) ** 2) / 2
scaled = 100**2 * kl_div(v / 100, np.zeros(3))
print(f"T = 100: T² KL {scaled:.3f}, half the mean square {half:.3f}")
