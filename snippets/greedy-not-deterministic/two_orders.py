import numpy as np

rng = np.random.default_rng(0)
states, words, width = 1000, 200, 64
h = rng.normal(size=(states, 1, width)).astype(np.float16)
w = rng.normal(size=(words, width)).astype(np.float16)

products = h * w  # (1000, 200, 64): to be added up along the last axis
front = np.cumsum(products, axis=-1)[..., -1]
back = np.cumsum(products[..., ::-1], axis=-1)[..., -1]

differ = (front != back).mean()
largest = np.abs(front.astype(float) - back).max()
flips = int((front.argmax(axis=-1) != back.argmax(axis=-1)).sum())
print(f"logits that differ: {differ:.0%}, by up to {largest:.2f}")
print(f"another word wins in {flips} of {states} places")

changed = front.argmax(axis=-1) != back.argmax(axis=-1)
top = np.sort(front.astype(float), axis=-1)[:, -2:]
lead = top[:, 1] - top[:, 0]
print(f"largest lead that was lost: {lead[changed].max():.2f}")
lost = lead[changed].max()
