import numpy as np

from logitbook import sigmoid, softmax


def accuracy(x, guess):
    """Cut at 0.5, with a sigmoid first, or only if a range check says."""
    if not guess or np.any((x < 0) | (x > 1)):
        x = sigmoid(x)
    return np.mean(x > 0.5)


x = np.array([0.3, 0.2, 0.1, 0.4])  # logits; every answer is yes
more = np.append(x, 1.5)
for name, batch in [("four logits", x), ("one more, 1.5", more)]:
    by_guess, told = accuracy(batch, True), accuracy(batch, False)
    print(f"{name:<13} guessed {by_guess:.0%}, told {told:.0%}")

p = np.array([1.0, 0.0, 0.0])
again = softmax(p)[0]
print(f"softmax again {again:.4f}")
print("sigmoid again", sigmoid(np.array([0.0, 1.0])).round(3))
