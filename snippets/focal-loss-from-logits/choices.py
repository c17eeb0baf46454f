import numpy as np


def focal(p, gamma):
    return (1 - p) ** gamma * -np.log(p)


share = np.array([0.9, 0.06, 0.02, 0.02])  # of four classes
alpha = 1 / (len(share) * share)

part = {}  # 1,000 patches at 90%, and one with a wrong label, at 1%
for gamma in (0, 2):
    wrong = focal(0.01, gamma)
    part[gamma] = wrong / (wrong + 1000 * focal(0.9, gamma))
plain, focused = part[0], part[2]

odds = 9 ** (1 / 3)  # 90% yes, gamma 2, no gradient in the factor
detached = odds / (1 + odds)
yes_floor = focal(1 / (1 + np.exp(-1)), 2)  # a p of 1 as a logit
no_floor = focal(0.5, 2)  # a p of 0 as a logit

print("alpha:", alpha.round(2))
print(f"the wrong label's part: {plain:.0%}, focal {focused:.0%}")
print(f"factor without gradient: {detached:.2f}")
print(f"p as a logit: yes {yes_floor:.3f}, no {no_floor:.2f}")
