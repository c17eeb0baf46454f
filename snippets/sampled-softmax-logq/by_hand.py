import numpy as np

z = np.array([2.0, 1.0, 0.0])  # scores: hit, known song, rare song
q = np.array([0.6, 0.3, 0.1])  # how often each is drawn
e = np.exp(z)
total = e.sum()  # what softmax divides by

drawn = 10 * q  # of ten draws, as expected
plain = (drawn * e).sum()
corrected = (drawn * e / drawn).sum()

print(f"all three {total:.1f}, ten draws {plain:.1f}")
print(f"each divided by its count {corrected:.1f}")
