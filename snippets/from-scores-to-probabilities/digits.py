import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

gap = np.linspace(0, 44, 200)
images = np.array([1.004 - 0.709, 16.917 - 0.772])
limits = [
    (0.00005, 18, "four decimals print 0.0000"),
    (2.0**-24, 27, "float32 can round\nthe cat to 1"),
    (2.0**-53, 1, "float64 can round\nthe cat to 1"),
]

figure, axes = plt.subplots(figsize=(4.5, 3.8))
axes.semilogy(gap, sigmoid(-gap))
axes.plot(images, sigmoid(-images), "o")
axes.text(1.2, 0.5, "image 2")
axes.text(17.3, 1.5e-7, "image 1")
for p, left, text in limits:
    axes.axhline(p, color="black", linestyle="dotted", linewidth=1)
    axes.text(left, p * 2, text)
axes.set(xlabel="cat logit minus dog logit", ylabel="P(dog)", xlim=(0, 44))
axes.yaxis.set_major_formatter("{x:g}")
figure.savefig("digits.svg")
