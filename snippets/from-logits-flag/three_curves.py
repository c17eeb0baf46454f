import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid, softplus

x = np.linspace(-4, 4, 801)
right = softplus(-x)
unread = -np.log(np.clip(x, 1e-7, 1))
twice = softplus(-sigmoid(x))

figure, axes = plt.subplots()
axes.plot(x, right)
axes.plot(x, unread)
axes.plot(x, twice, "--")
axes.text(-3.9, 4.4, "flag and last\nlayer agree", color="C0")
axes.text(0.2, 11, "logit,\nfrom_logits=False", color="C1")
axes.text(1.1, 1.3, "sigmoid,\nfrom_logits=True", color="C2")
axes.set(xlabel="logit x, the answer is yes", ylabel="loss")
axes.set(xlim=(-4, 4), ylim=(0, 17))
figure.savefig("three_curves.svg")
