import numpy as np

from logitbook import logit, sigmoid, softmax

# Two classes: 1 in 10 is yes, and only a ninth of the no's was kept.
kept, real, sample = 1 / 9, 0.10, 0.50
w = sample * (1 - real) / ((1 - sample) * real)  # the same as 1 / kept
q = np.array([0.2, 0.5, 0.9])  # what the model says
by_logit = sigmoid(logit(q) - np.log(w))
by_formula = kept * q / ((kept - 1) * q + 1)

# Three classes: shares in reality, and in the training data.
real3, sample3 = np.array([0.90, 0.09, 0.01]), np.array([1, 1, 1]) / 3
likelihood = np.array([0.2, 0.5, 0.3])  # of an input, in each class
x = np.log(likelihood * sample3)  # logits of a model trained on it
back = softmax(x - np.log(sample3 / real3))
true = likelihood * real3 / np.sum(likelihood * real3)

print(f"weight {w:.1f}, by the kept share {1 / kept:.1f}")
print("said:      ", q.round(3))
print("corrected: ", by_logit.round(3))
print("by formula:", by_formula.round(3))
print("3 classes: ", softmax(x).round(3))
print("corrected: ", back.round(3))
print("true:      ", true.round(3))
