import matplotlib.pyplot as plt
import numpy as np

from logitbook import logit, sigmoid

x = np.linspace(-6, 6, 241)
p = 0.8

figure, axes = plt.subplots()
axes.plot(x, sigmoid(x))
axes.plot([logit(p), logit(p), -6], [0, p, p], linestyle="dotted", marker="o", markevery=[1])
axes.annotate(f"logit({p}) = {logit(p):.4f}", (logit(p), p), xytext=(8, -14), textcoords="offset points")
axes.set(xlabel="logit x", ylabel="probability p", xlim=(-6, 6), ylim=(0, 1.02))
figure.savefig("sigmoid_curve.svg")
