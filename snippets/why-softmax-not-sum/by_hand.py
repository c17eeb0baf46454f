import numpy as np

high, low = np.exp(3.0), np.exp(1.0)
total = high + low
share = high / total
print(f"3, 1:   {high:.4f} / {total:.4f} = {share:.4f}")

# the same scores, both lowered by 4
high_4, low_4 = np.exp(-1.0), np.exp(-3.0)
total_4 = high_4 + low_4
share_4 = high_4 / total_4
print(f"-1, -3: {high_4:.4f} / {total_4:.4f} = {share_4:.4f}")
