import numpy as np

questions, coins = 200, 10  # ten answers hang on near ties
spread = np.sqrt(coins * 0.25) / questions  # of one score
two_runs = np.sqrt(2) * spread  # of the difference of two

rng = np.random.default_rng(0)
sure = 140  # right in every run
scores = (sure + rng.binomial(coins, 0.5, size=10_000)) / questions
print(f"on paper: one run {spread:.2%}, two runs {two_runs:.2%}")
print(f"10,000 runs: mean {scores.mean():.1%}, {scores.std():.2%}")

five = spread / np.sqrt(5)  # of the mean of five runs
print(f"mean of five runs: {five:.2%}")
spread_points, two_points = 100 * spread, 100 * two_runs
five_points = 100 * five
