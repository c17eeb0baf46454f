import numpy as np

from logitbook import softmax

z = np.array([2.0, 1.0, 0.1])
p = softmax(z)
drawn = z / z.sum()  # what a sampler makes of raw logits
factor = p[2] / drawn[2]

print("softmax:      ", " ".join(f"{value:.6f}" for value in p))
print("logits / sum: ", " ".join(f"{value:.6f}" for value in drawn))
print(f"third class drawn {factor:.2f} times too rarely")
