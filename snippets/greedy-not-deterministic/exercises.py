import numpy as np

a, b, c = np.float16([2048, 1, 1])
left, right = float((a + b) + c), float(a + (b + c))
print(f"(2048 + 1) + 1 = {left:.0f}, 2048 + (1 + 1) = {right:.0f}")

flip = 1 / 300
same = (1 - flip) ** 500
half = np.log(0.5) / np.log(1 - flip)
print(f"500 tokens: {same:.0%} agree; half at {half:.0f} tokens")
