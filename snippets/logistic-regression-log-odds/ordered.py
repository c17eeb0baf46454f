import numpy as np

from logitbook import sigmoid

cuts, b = np.array([-1.0, 1.0]), 0.8  # bad|fair and fair|good
for x in (0, 1):
    below = sigmoid(cuts - b * x)  # bad; bad or fair
    odds = (1 - below) / below  # of a better grade
    grades = np.diff(below, prepend=0, append=1)
    print(f"x = {x}: bad, fair, good {grades.round(2)}")
    print(f"       odds of better   {odds.round(2)}")
    if x == 0:
        first, first_odds = grades, odds
factors = odds / first_odds
print(f"both odds times {factors[0]:.3f}, {factors[1]:.3f}")
