import numpy as np

from logitbook import cross_entropy

hundred = np.log(100)
summed = 92 * np.log(2)
shares = np.array([0.9, 0.09, 0.01])
bias = np.log(shares)
start = cross_entropy(bias, shares)  # the same scores for every input
equal = np.log(3)
floor = -np.log(1e-7)  # the smallest p of Keras
nine_of_ten = 0.9 * floor
accumulated = 8 * np.log(32_000)
rare = np.array([0.0001, 0.9999])
pixel = cross_entropy(np.log(rare), rare)
clamped = -np.log(1e-4)  # RetinaNet: the smallest p

print(f"100 classes: {hundred:.4f}")
print(f"92 labels, summed: {summed:.4f}")
print(f"32,000 tokens, 8 steps summed: {accumulated:.4f}")
print(f"biases {bias.round(3)}")
print(f"Keras: {floor:.4f}, for 9 of 10 {nine_of_ten:.4f}")
print(f"1 pixel in 10,000: {pixel:.5f}, focal {clamped / 4:.4f}")
print(f"first loss {start:.4f}, without biases {equal:.4f}")
