import matplotlib.pyplot as plt
import numpy as np

from logitbook import bce_with_logits

x = np.linspace(0, 40, 401, dtype=np.float32)
p = 1 / (1 + np.exp(-x))
with np.errstate(divide="ignore"):
    pytorch = -np.maximum(np.log(1 - p), -100)
keras = -np.log(1 - np.clip(p, 1e-7, 1 - 1e-7))
from_logit = bce_with_logits(x, np.zeros(401), reduction="none")

figure, axes = plt.subplots()
axes.plot(x, pytorch)
axes.plot(x, from_logit, linestyle="dashed")
axes.plot(x, keras, linestyle="dotted")
axes.text(18, 93, "BCELoss of sigmoid(x): 100")
axes.text(24, 36, "from the logit")
axes.text(24, 5, f"Keras default: {keras[-1]:.4f}")
axes.set(xlabel="logit x, target 0", ylabel="loss", ylim=(0, 104))
figure.savefig("three_answers.svg")
print(f"PyTorch {pytorch[-1]:.1f}, Keras {keras[-1]:.4f}")
