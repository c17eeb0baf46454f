import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid, softplus

x = np.linspace(-4, 4, 801)
right = softplus(-x)
unread = -np.log(np.clip(x, 1e-7, 1))
twice = softplus(-sigmoid(x))

figure, axes = plt.subplots(figsize=(6.4, 3.8))
axes.plot(x, right, label="flag and last layer agree")
axes.plot(x, unread, label="logit, from_logits=False")
axes.plot(x, twice, "--", label="sigmoid, from_logits=True")
axes.legend()
axes.set(xlabel="logit x, the answer is yes", ylabel="loss")
axes.set(xlim=(-4, 4), ylim=(0, 17))
figure.savefig("three_curves.svg")
