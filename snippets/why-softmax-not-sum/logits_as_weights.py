import numpy as np

from logitbook import softmax

z = np.array([2.0, 1.0, 0.1])  # what the model returns

drawn = z / z.sum()  # what Categorical(z) and multinomial(z) draw from
meant = softmax(z)
factor = meant[2] / drawn[2]

print("drawn:", [f"{value:.4f}" for value in drawn])
print("meant:", [f"{value:.4f}" for value in meant])
print(f"the last class should come up {factor:.2f} times as often")
