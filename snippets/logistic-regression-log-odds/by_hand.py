import numpy as np

from logitbook import sigmoid

intercept, per_link = -4.0, 0.8
links = np.array([0, 1, 5, 6])

x = intercept + per_link * links  # the log-odds of spam
odds = np.exp(x)
p = sigmoid(x)
factor, e = np.exp([per_link, 1])

print(f"e is {e:.3f}, to the {per_link}: {factor:.4f}")
for i, n in enumerate(links):
    print(f"{n} links: log-odds {x[i]:4.1f}, odds {odds[i]:.4f}, p {p[i]:.4f}")
rise_low, rise_mid = 100 * (p[1] - p[0]), 100 * (p[3] - p[2])
risk_low, risk_mid = p[1] / p[0], p[3] / p[2]
steepest = 100 * (sigmoid(0.4) - sigmoid(-0.4))
print(f"rise in points: {rise_low:.2f}, {rise_mid:.2f}")
print(f"at most:        {steepest:.2f}, below {25 * per_link:.1f}")
less = 1 / factor
p_less = less / (1 + less)
print(f"times as likely: {risk_low:.3f}, {risk_mid:.3f}")
print(f"minus 0.8: odds times {less:.3f}, 50% to {p_less:.3f}")
