import numpy as np

from logitbook import logit, sigmoid

p = 0.8
odds = p / (1 - p)  # of spam against no spam
x = np.log(odds)
x_library = logit(p)  # the same in one call
p_back = sigmoid(x)

print(f"probability {p:.1f}")
print(f"odds        {odds:.1f} to 1")
print(f"logit       {x:.6f}")
print(f"logit(0.8)  {x_library:.6f}")
print(f"sigmoid({x:.6f}) = {p_back:.1f}")
