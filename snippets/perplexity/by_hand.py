import numpy as np

from logitbook import perplexity

p = np.array([0.5, 0.25, 0.125])  # of "cat", "sat" and "down"

losses = -np.log(p)
loss = losses.mean()
result = perplexity(losses)  # the same as np.exp(loss)
wrong = 2**loss

bits = -np.log2(p)
from_bits = 2 ** bits.mean()

print(f"losses in nats: {losses.round(2)}, mean {loss:.4f}")
print(f"e to the mean:  {result:.4f}")
print(f"2 to the mean:  {wrong:.4f} (wrong)")
print(f"losses in bits: {bits.round(2)}, mean {bits.mean():.4f}")
print(f"2 to the mean:  {from_bits:.4f}")
