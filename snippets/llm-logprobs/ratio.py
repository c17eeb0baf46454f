import numpy as np

from logitbook import log_softmax

z = np.array([3.0, 1.0, 0.2])  # the same weights in both programs
t = 0.5

server = log_softmax(z)  # raw, the default of vLLM
trainer = log_softmax(z / t)
divided = server / t  # the wrong fix
fixed = log_softmax(server / t)

mixed = np.exp(trainer - server)
wrong = np.exp(trainer - divided)
print("ratio, should be 1")
print("T in one only      ", mixed.round(2))
print("logprob / T        ", wrong.round(2))
print("normalised as well ", np.exp(trainer - fixed).round(2))
