import numpy as np

from logitbook import sigmoid

a, b = 1.9, 0.4  # the rewards of two answers to one question

gap = a - b
odds = np.exp(gap)
p = sigmoid(gap)
p_moved = sigmoid((a + 100) - (b + 100))
alone = sigmoid(np.array([a, b]))
elo = gap * 400 / np.log(10)
per_logit = 400 / np.log(10)

print(f"gap {gap:.1f}, odds {odds:.2f} to 1, A wins {p:.4f}")
print(f"both rewards plus 100:  A wins {p_moved:.4f}")
print(f"sigmoid of each alone: {alone.round(4)}")
print(f"gap in Elo points: {elo:.1f} ({per_logit:.4f} a logit)")
