import numpy as np

from logitbook import sigmoid, softmax

labels = ["dog", "cat", "beach"]
z = np.array([1.5, -0.5, 2.0])

powers = np.exp(z)
total = powers.sum()
shares = softmax(z)
power = np.exp(-z[0])
each = sigmoid(z)
expected = each.sum()  # labels, on average

print("        softmax  sigmoid")
for i, label in enumerate(labels):
    print(f"{label:<7} {shares[i]:7.2f}  {each[i]:7.2f}")
print(f"total   {shares.sum():7.2f}  {expected:7.2f}")
