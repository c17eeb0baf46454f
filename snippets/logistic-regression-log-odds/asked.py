import numpy as np

drug, low_albumin, product = 0.4, 0.3, 0.6
ratios, both = np.exp([drug, drug + product]), np.exp(1.3)
print("drug, alone and with", ratios.round(2), f"both {both:.2f}")
few, many = 1_000, 100_000  # rows in each of two groups
small = 0.37 / 0.63 / (0.35 / 0.65)
var = 1 / 0.37 + 1 / 0.63 + 1 / 0.35 + 1 / 0.65
z_few, z_many = np.log(small) / np.sqrt(var / np.array([few, many]))
print(f"37% to 35%: {small:.3f}, z {z_few:.2f} or {z_many:.2f}")

odds_ratio, start = np.exp(0.8), 0.5
risk = odds_ratio / (1 - start + start * odds_ratio)
print(f"from {start:.0%}: {risk:.2f} times as likely")

given, low, high = 1.5, 1.2, 1.9  # an odds ratio and its interval
coef = np.log(given)
error = np.log(high / low) / (2 * 1.96)
print(f"coefficient {coef:.3f}, error {error:.3f}")
kilogram = 1.001**1000
print(f"1.001 for each gram: {kilogram:.2f} for a kilogram")

factor = 20 / np.log(2)  # 20 points double the odds
offset = 600 - factor * np.log(50)  # 50 to 1 has 600 points
print(f"points: {offset:.0f} + {factor:.1f} times the log-odds")
