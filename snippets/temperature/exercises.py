import numpy as np

from logitbook import logit, softmax

z = np.array([3.0, 1.0, 0.2])
odds_1 = np.exp(z[0] - z[1])
cold = softmax(z / 0.5)
odds_cold = cold[0] / cold[1]
print(f"1. odds {odds_1:.4f} at T = 1, {odds_cold:.4f} at T = 0.5")

p_raised = softmax((z + 10) / 2)[0]
print(f"2. all logits raised by 10, T = 2: {p_raised:.4f}")

t_90 = (3 - 1) / logit(0.9)
print(f"3. T for 0.9: {t_90:.6f}")
print(f"   check: {softmax(z[:2] / t_90)[0]:.4f}")
