import numpy as np

rest = np.exp(3.0 - 5.0)  # weight of the loser against the winner's 1
p_lead_2 = 1 / (1 + rest)
print(f"[5, 3]:   1 / (1 + {rest:.6f}) = {p_lead_2:.6f}")

rest = np.exp(49.0 - 50.0)
p_lead_1 = 1 / (1 + rest)
print(f"[50, 49]: 1 / (1 + {rest:.6f}) = {p_lead_1:.6f}")
