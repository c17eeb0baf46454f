import numpy as np

from logitbook import sigmoid

x = np.array([-3, -1.2, -0.4, 0.2, 0.3, 0.45, 1.4, 4])  # logits
y = np.array([0, 0, 0, 0, 1, 1, 1, 1])  # 1: spam

guesses = {
    "x > 0": x > 0,
    "sigmoid(x) > 0.5": sigmoid(x) > 0.5,
    "x > 0.5": x > 0.5,
    "x.round()": x.round(),
}
for name, guess in guesses.items():
    right = np.sum(guess == y)
    print(f"{name:<17} {right} of 8 right")
