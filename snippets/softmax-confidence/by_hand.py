import numpy as np

from logitbook import cross_entropy, fit_temperature, logit, softmax

z = np.array([[3.0, 0.0]] * 5)  # five held-out inputs, each leading by 3
y = np.array([0, 0, 0, 0, 1])  # the fifth prediction is wrong
claimed = softmax(z)[0, 0]
right = np.mean(z.argmax(axis=1) == y)

lead = logit(right)  # the lead that would claim no more than that
by_lead = 3 / lead
t = fit_temperature(z, y)
before, after = cross_entropy(z, y), cross_entropy(z / t, y)

print(f"claimed {claimed:.6f}, right {right:.1f}")
print(f"lead for {right:.1f}: {lead:.6f}, so T = {by_lead:.6f}")
print(f"fitted T = {t:.6f}, claims {softmax(z / t)[0, 0]:.6f}")
print(f"loss {before:.6f}, divided by T {after:.6f}")
