import matplotlib.pyplot as plt
import numpy as np

level = np.arange(-140, 125, 0.5, dtype=np.float32)
z = np.stack([level, level + 1])  # two logits, one apart

with np.errstate(all="ignore"):
    naive = np.log(np.exp(z).sum(axis=0)) - level
shifted = 1 + np.log(np.exp(z - z.max(axis=0)).sum(axis=0))
alive = level[np.isfinite(naive)]

figure, axes = plt.subplots()
axes.plot(level, shifted)
axes.plot(level, naive, linewidth=6, alpha=0.5)
axes.text(125, 1.4, "shifted by the maximum", color="C0", ha="right")
axes.text(-95, 0.9, "as typed", color="C1")
for end, text in [(alive[0], "-inf below"), (alive[-1], "inf above")]:
    axes.annotate(f"{text}\n{end:.1f}", (end, 0.3), ha="center")
axes.set(xlabel="level c of the float32 logits c and c + 1", ylim=(0.2, 2))
axes.set(ylabel="log-sum-exp, minus c")
figure.savefig("levels.svg")
