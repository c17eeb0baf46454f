import numpy as np

b, product = 0.4, 0.6  # of x, and of x times a 0/1 group
ratios = np.exp([b, b + product, product])
print("odds ratio of x in both groups", ratios[:2].round(2))
print(f"their quotient {ratios[2]:.2f}")

odds_ratio, start = np.exp(0.8), 0.5
risk = odds_ratio / (1 - start + start * odds_ratio)
print(f"from {start:.0%}: {risk:.2f} times as likely")

given, low, high = 1.5, 1.2, 1.9  # an odds ratio and its interval
coef = np.log(given)
error = np.log(high / low) / (2 * 1.96)
print(f"coefficient {coef:.3f}, error {error:.3f}, z {coef / error:.1f}")
z = coef / error
kilogram = 1.001**1000
print(f"1.001 for each gram: {kilogram:.2f} for a kilogram")

factor = 20 / np.log(2)  # 20 points double the odds
offset = 600 - factor * np.log(50)  # 50 to 1 has 600 points
print(f"points: {offset:.0f} + {factor:.1f} times the log-odds")
