import numpy as np

from logitbook import logit, sigmoid, softmax

p = np.array([0.9, 0.5])  # two forecasts of one event

yes, no = np.sqrt(p.prod()), np.sqrt((1 - p).prod())
both = yes + no
log_odds = sigmoid(logit(p).mean())
mean_odds = (p / (1 - p)).mean()
by_odds = mean_odds / (1 + mean_odds)
stretched = sigmoid(1.5 * logit(p).mean())
print(f"geometric means {yes:.2f} + {no:.2f} = {both:.2f}")
print(f"rescaled {yes / both:.2f}, mean log-odds {log_odds:.2f}")
print(f"mean probability {p.mean():.2f}, mean odds {by_odds:.2f}")
print(f"mean log-odds times 1.5: {stretched:.2f}")
again = softmax([0.9, 0.1])
print("softmax of 0.9 and 0.1:", again.round(2))
any_chunk = 1 - (1 - 0.02) ** 50
print(f"50 chunks of 2%: at least one {any_chunk:.2f}")
