import matplotlib.pyplot as plt
import numpy as np

tokens = np.arange(0, 1001)
labels = {1000: (560, 0.62), 300: (330, 0.37), 100: (12, 0.05)}

figure, axes = plt.subplots()
for i, (once_in, place) in enumerate(labels.items()):
    same = (1 - 1 / once_in) ** tokens
    axes.plot(tokens, same, ("-", "--", "-.")[i], color=f"C{i}")
    axes.text(*place, f"1 in {once_in:,}", color=f"C{i}")
axes.set(xlim=(0, 1000), ylim=(0, 1.02), xlabel="tokens written")
axes.set_ylabel("chance that two texts still agree")
figure.savefig("agree.svg")
