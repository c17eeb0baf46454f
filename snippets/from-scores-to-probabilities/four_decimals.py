import numpy as np

from logitbook import logit, softmax

p_cat, p_dog = softmax(np.array([16.917, 0.772]))  # image 1
gap = 16.917 - 0.772
gap_needed = logit(0.9999)
factor = 0.0001 / p_dog

print(f"four decimals: {p_cat:.4f}, {p_dog:.4f}")
print(f"gap {gap:.3f}; 0.9999 needs {gap_needed:.3f}")
print(f"0.0001 is {factor:,.0f} times too large")
