import numpy as np

loser_2 = np.exp(-2.0)  # against a winner's weight of 1
winner_2 = 1 / (1 + loser_2)
print(f"lead 2: 1 / (1 + {loser_2:.4f}) = {winner_2:.4f}")

loser_1 = np.exp(-1.0)
winner_1 = 1 / (1 + loser_1)
print(f"lead 1: 1 / (1 + {loser_1:.4f}) = {winner_1:.4f}")
