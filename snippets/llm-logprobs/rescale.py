import numpy as np

from logitbook import log_softmax

logprobs = np.array([-0.179, -2.179, -2.979])  # hot, cold, purple
t = 2.0

divided = np.exp(logprobs / t)  # one step: wrong
total = divided.sum()
at_2 = divided / total  # two steps: right
same = np.exp(log_softmax(logprobs / t))
two = np.exp(log_softmax(logprobs[:2] / t))  # over those listed

print("divided only     ", divided.round(3), f"sum {total:.3f}")
print("and normalised   ", at_2.round(3), f"sum {at_2.sum():.3f}")
print("log_softmax of it", same.round(3))
print("of two only      ", two.round(3))
