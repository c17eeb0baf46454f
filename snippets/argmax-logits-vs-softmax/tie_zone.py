import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

gap = np.arange(525) / 2**17  # 0 to 0.004
z = np.stack([np.zeros_like(gap), gap], axis=-1)
exact = softmax(z)
rounded = softmax(z.astype(np.float16))
tied = gap[rounded[:, 0] == rounded[:, 1]].max()

figure, axes = plt.subplots()
axes.step(gap, rounded[:, 1], where="mid", label="leader, float16")
axes.step(gap, rounded[:, 0], where="mid", label="other, float16")
axes.plot(gap, exact, color="black", linewidth=0.8, linestyle="dotted")
axes.annotate("tie", (0.0001, 0.50005))
axes.legend(loc="upper left")
axes.set(xlabel="gap of the two logits", ylabel="probability")
axes.set(xlim=(0, 0.004), ylim=(0.499, 0.501))
figure.savefig("tie_zone.svg")
