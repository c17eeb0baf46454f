import numpy as np

from logitbook import logit, softmax

z = np.array([3.0, 1.0, 0.2])
plain, cold = softmax(z), softmax(z / 0.5)
ratio, ratio_cold = plain[0] / plain[1], cold[0] / cold[1]
print(f"1. ratio {ratio:.4f} at T = 1, {ratio_cold:.4f} at T = 0.5")

percent_raised = 100 * softmax((z + 10) / 2)[0]
print(f"2. raised by 10, T = 2: {percent_raised:.2f} percent")

t_90 = (3 - 1) / logit(0.9)
print(f"3. T for 0.9: {t_90:.6f}")
print(f"   check: {softmax(z[:2] / t_90)[0]:.4f}")
