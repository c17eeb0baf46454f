import numpy as np

e = np.ones(4096, dtype=np.float16)  # exp(0), 4096 equal logits
total = np.add.accumulate(e)[-1]  # one after another, in float16
p = e / total
found = p.sum(dtype=np.float64)

print(f"running total of 4096 ones: {total:.0f}")
print(f"sum of the probabilities:   {found:.1f}")
