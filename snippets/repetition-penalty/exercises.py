import numpy as np

from logitbook import repetition_penalty, softmax

z = np.array([13.0, 13.0])  # a new word, a used one
penalised = repetition_penalty(z, [1], 1.3)
gap = penalised[0] - penalised[1]
p = softmax(penalised)[1]
print(f"logits {penalised}, p(used) {p:.4f}")

one = softmax([1.5, -0.8, 0.3])[1]
print(f"penalty 1: {one:.4f}")

unit = np.exp(-0.5)  # the ratio, times this, for each 0.5
cold = np.exp(-0.5 / 0.5)  # at temperature 0.5
most, commas = np.exp(-2.0), np.exp(-0.5 * 10)
print(f"minus 0.5 once {unit:.4f}, four times {unit**4:.4f}")
print(f"minus 0.5 at temperature 0.5: {cold:.4f}")
print(f"minus 2: {most:.4f}, ten times 0.5: {commas:.4f}")
