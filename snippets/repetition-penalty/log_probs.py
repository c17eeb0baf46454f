import numpy as np

from logitbook import log_softmax, repetition_penalty, softmax

z = np.array([4.0, 12.0, 5.0])  # barked, dog, ran
log_p = log_softmax(z)

before = softmax(z)[1]
print(f"dog, no penalty: {before:.4f}")
for theta in [1.3, 2.0]:
    greedy = softmax(repetition_penalty(z, [1], theta))[1]
    beam = softmax(repetition_penalty(log_p, [1], theta))[1]
    print(f"penalty {theta}: logits {greedy:.4f}", end=", ")
    print(f"log-probabilities {beam:.4f}")
squared = np.exp(2 * np.log(0.6))
