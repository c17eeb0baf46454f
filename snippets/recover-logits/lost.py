import matplotlib.pyplot as plt
import numpy as np

from logitbook import logit, softmax

lead = np.arange(0, 24.1, 0.1)
p = softmax(np.stack([lead, 0 * lead], axis=1).astype(np.float32))
both = np.log(p[:, 0]) - np.log(p[:, 1])
one = logit(p[:, 0])
four = logit(p[:, 0].astype(float).round(4))

figure, axes = plt.subplots()
axes.plot(lead, both)
shown = np.isfinite(one)
axes.plot(lead[shown], one[shown], linewidth=1)
axes.plot(lead[shown][-1], one[shown][-1], "x", color="C1")
seen = np.isfinite(four)
axes.plot(lead[seen], four[seen])
axes.plot(lead[seen][-1], four[seen][-1], "x", color="C2")
axes.text(16.5, 21.3, "both, float32", color="C0", ha="right")
axes.text(17.2, 15, "larger one, float32", color="C1")
axes.text(10.5, 8, "larger one, 4 decimals", color="C2")
axes.set(xlabel="true gap of the logits", xlim=(0, 31))
axes.set(ylabel="gap recovered", ylim=(0, 25))
figure.savefig("lost.svg")
