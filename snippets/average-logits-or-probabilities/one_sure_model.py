import matplotlib.pyplot as plt
import numpy as np

from logitbook import sigmoid

lead = np.linspace(-4, 12, 200)  # of model 1; the others stay
others = np.array([-1.0, -2.0])
mean_p = (sigmoid(lead) + sigmoid(others).sum()) / 3
p_of_mean = sigmoid((lead + others.sum()) / 3)

figure, axes = plt.subplots(figsize=(6.4, 3.6))
axes.plot(lead, mean_p, label="mean of the probabilities")
axes.plot(lead, p_of_mean, "--", label="softmax of the mean logits")
axes.axhline(0.5, linestyle=":", color="gray")
axes.plot([6, 6], [sigmoid(1.0), mean_p[np.abs(lead - 6).argmin()]], "ko")
axes.set(xlabel="cat's lead in model 1", ylabel="cat in the ensemble")
axes.set(ylim=(0, 1))
axes.legend()
figure.savefig("one_sure_model.svg")
