import numpy as np

from logitbook import softmax

z = np.array([2.0, 1.0, 0.1])  # what the model returns

drawn = z / z.sum()  # what Categorical(z) and multinomial(z) use
meant = softmax(z)
factor = meant[2] / drawn[2]

print("drawn:", drawn.round(4))
print("meant:", meant.round(4))
print(f"the last class is {factor:.2f} times too rare")
