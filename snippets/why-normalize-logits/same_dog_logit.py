import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

images = np.array([[16.917, 0.772], [1.004, 0.709]])  # cat, dog
leads = images[:, 0] - images[:, 1]
lead = np.linspace(-4, 20, 241)

figure, axes = plt.subplots()
axes.semilogy(lead, sigmoid(-lead))  # softmax of two logits
axes.plot(leads, sigmoid(-leads), "o")
axes.text(15.3, sigmoid(-leads[0]), "image 1", ha="right", va="center")
axes.text(1.3, sigmoid(-leads[1]), "image 2", va="center")
axes.set(xlabel="lead of the cat logit over the dog logit", ylabel="P(dog)")
axes.set_xlim(-4, 20)
ticks = {1: "1", 1e-3: "1 in 1,000", 1e-6: "1 in 1 million"}
axes.set_yticks(list(ticks), ticks.values())
axes.minorticks_off()
figure.savefig("same_dog_logit.svg")
