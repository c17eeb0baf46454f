import numpy as np

from logitbook import logsumexp

rng = np.random.default_rng(0)
layers = {  # K, and the spread s of scores from 64 or 768 inputs
    "PyTorch Linear": (10, np.sqrt(1 / 3)),
    "Keras Dense": (10, np.sqrt(2 * 64 / (64 + 10))),
    "GPT-2": (50257, 0.02 * np.sqrt(768)),
    "nn.Embedding": (50257, np.sqrt(768)),
}
losses = []
print("layer          log K     s   loss  at most")
for name, (K, s) in layers.items():
    z = rng.normal(scale=s, size=(10_000 if K == 10 else 100, K))
    loss = np.mean(logsumexp(z) - z.mean(axis=1))  # over all labels
    low, high = np.log(K), np.log(K) + s**2 / 2
    print(f"{name:<14} {low:5.2f} {s:5.2f} {loss:6.2f} {high:6.2f}")
    losses.append(loss)
linear, dense, gpt, embedding = losses
