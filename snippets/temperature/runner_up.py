import numpy as np

from logitbook import softmax

z = np.array([3.0, 2.0, -2.0])
t = np.array([1.0, 2.0, 3.0, 4.0, 10.0, 100.0])

p = softmax(z / t[:, np.newaxis])
second = p[:, 1]
mean = p @ z  # the mean logit, weighted by the probabilities

print("    T   second class   mean logit")
for i in range(6):
    print(f"{t[i]:5.0f}   {second[i]:12.4f}   {mean[i]:10.4f}")
