import matplotlib.pyplot as plt
import numpy as np

from logitbook import softmax

images = np.array([[16.917, 0.772], [1.004, 0.709]])  # cat, dog
p_dog = softmax(images)[:, 1]

cat = np.linspace(-4, 20, 241)
dog = np.full_like(cat, 0.772)
curve = softmax(np.stack([cat, dog], axis=-1))[:, 1]

figure, axes = plt.subplots(figsize=(6.4, 3.4))
axes.semilogy(cat, curve)
axes.plot(images[:, 0], p_dog, "o")
axes.text(16.1, p_dog[0], "image 1", ha="right", va="center")
axes.text(1.9, p_dog[1], "image 2", va="center")
axes.set(xlabel="cat logit, the dog logit being 0.772", ylabel="P(dog)")
axes.set_xlim(-4, 20)
axes.set_yticks([1, 1e-2, 1e-4, 1e-6, 1e-8])
axes.set_yticklabels(["1", "10⁻²", "10⁻⁴", "10⁻⁶", "10⁻⁸"])
axes.minorticks_off()
figure.savefig("same_dog_logit.svg")
