import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

lead = np.linspace(-4, 12, 200)  # of model 1; the others stay
others = np.array([-1.0, -2.0])
mean_p = (sigmoid(lead) + sigmoid(others).sum()) / 3
p_of_mean = sigmoid((lead + others.sum()) / 3)

figure, axes = plt.subplots()
axes.plot(lead, mean_p)
axes.plot(lead, p_of_mean, "--")
axes.text(12, 0.38, "mean of the probabilities", color="C0", ha="right")
axes.text(7, 0.87, "softmax of the mean logits", color="C1", ha="right")
axes.axhline(0.5, linestyle=":", color="gray")
axes.plot([6, 6], [sigmoid(1.0), mean_p[np.abs(lead - 6).argmin()]], "ko")
axes.set(xlabel="cat's lead in model 1", ylabel="cat in the ensemble")
axes.set(xticks=range(-4, 13, 4), ylim=(0, 1))
figure.savefig("one_sure_model.svg")
