import matplotlib.pyplot as plt
import numpy as np

from logitbook import bce_with_logits

x = np.linspace(0, 40, 401, dtype=np.float32)
p = 1 / (1 + np.exp(-x))
with np.errstate(divide="ignore"):
    pytorch = -np.maximum(np.log(1 - p), -100)
keras = -np.log(1 - np.clip(p, 1e-7, 1 - 1e-7))
by_x = bce_with_logits(x, 0 * x, reduction="none")
no, yes = keras[-1], -np.log(1e-7)  # target 0 and target 1
half = no / 2  # one row in two

figure, axes = plt.subplots()
axes.plot(x, by_x)
axes.plot(x, pytorch, "--")
axes.plot(x, keras, ":")
axes.text(18, 80, "BCELoss of\nsigmoid(x): 100", color="C1")
axes.text(34, 42, "from the logit", color="C0", ha="right")
axes.text(40, 5, f"Keras default: {no:.4f}", color="C2", ha="right")
axes.set(xlabel="logit x, target 0", ylabel="loss")
axes.set_ylim(0, 104)
figure.savefig("three_answers.svg")
print(f"Keras {no:.4f}, {yes:.4f}, half {half:.4f}")
