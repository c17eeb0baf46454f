import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

z = np.array([1.5, -0.8, 0.3])  # barked, dog, ran
added = np.linspace(-6, 6, 481)
rows = z + added[:, np.newaxis]
dog = rows[:, 1]
rule = np.where(dog > 0, dog / 1.3, dog * 1.3)
labels = {"no penalty": (3.1, 0.078), "divide": (-5.9, 0.155)}
labels |= {"by the sign": (3.3, 0.048), "subtract 1": (-5.9, 0.036)}

figure, axes = plt.subplots()
ways = [dog, dog / 1.3, rule, dog - 1]
for i, (label, place) in enumerate(labels.items()):
    changed = rows.copy()
    changed[:, 1] = ways[i]
    p = softmax(changed)[:, 1]
    axes.plot(added, p, ("--", "-.", "-", "-")[i], color=f"C{i}")
    axes.text(*place, label, color=f"C{i}")
axes.set_xticks([-6, -3, 0, 3, 6])
axes.set(xlabel="number added to all three logits", ylim=(0, 0.25))
axes.set_ylabel("probability of dog")
figure.savefig("levels.svg")
