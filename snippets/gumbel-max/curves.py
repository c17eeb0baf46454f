import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

z = np.array([1.0, 0.0, -1.0])
x = np.linspace(-5, 7, 481)
places = [(2.2, 0.3), (-0.75, 0.385), (-2.0, 0.3)]

figure, axes = plt.subplots()
for i, share in enumerate(softmax(z)):
    g = x - z[i]
    axes.plot(x, np.exp(-g - np.exp(-g)), ("-", "--", "-.")[i])
    name = f"{'ABC'[i]}: wins {share:.0%}"
    align = ("left", "center", "right")[i]
    axes.text(*places[i], name, color=f"C{i}", ha=align)
axes.set(xlabel="logit plus noise", ylabel="density", xlim=(-5, 7))
axes.set_ylim(0, 0.44)
figure.savefig("curves.svg")
