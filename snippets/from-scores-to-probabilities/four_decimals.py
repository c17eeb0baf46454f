import numpy as np

from logitbook import logit, softmax

p_cat, p_dog = softmax(np.array([16.917, 0.772]))
gap = 16.917 - 0.772
gap_needed = logit(0.9999)
factor = 0.0001 / p_dog

print(f"to four decimals: {p_cat:.4f} and {p_dog:.4f}")
print(f"0.9999 needs a gap of {gap_needed:.6f}; the gap is {gap:.3f}")
print(f"a printed 0.0001 is {factor:,.2f} times the dog's probability")
