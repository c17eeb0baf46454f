import numpy as np

from logitbook import softmax, top_p

z = np.array([4.0, 3.5, 2.0, 1.0, -1.0])
half = np.isfinite(top_p(z, 0.5)).sum()
print(f"top-p 0.5 at T = 1 keeps {half}")

hot = softmax(top_p(z, 0.9) / 100)
print("top-p first, T = 100:", hot.round(3))
equal = hot[0]

hotter = np.arange(1, 2, 0.001)
four = [np.isfinite(top_p(z / t, 0.9)).sum() >= 4 for t in hotter]
red = hotter[np.argmax(four)]
print(f"temperature first keeps red from T = {red:.2f}")
