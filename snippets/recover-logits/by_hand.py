import numpy as np

p = np.array([0.7, 0.2, 0.1])  # cat, dog, bird

log_p = np.log(p)
mean = log_p.mean()
centred = log_p - mean
e = np.exp(centred)
total = e.sum()
back = e / total
zero_last = log_p - log_p[2]

print("log p        ", log_p.round(4))
print("mean at zero ", centred.round(4))
print("bird at zero ", zero_last.round(4))
print("softmax again", back.round(4))
