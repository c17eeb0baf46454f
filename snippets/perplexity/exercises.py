import numpy as np

from logitbook import perplexity

certain = perplexity([0.0, np.log(16)])  # one sure, one at 1 in 16
uniform = perplexity(np.log([50_000] * 3))
text = " cat sat down"
bits = 1 + 2 + 3
per_character = bits / len(text)
as_characters = 2**per_character
calls = perplexity(np.log([4, 4, 4, 120_000]))
limit_64 = np.log(np.finfo(np.float64).max)
limit_32 = np.log(np.finfo(np.float32).max)

print(f"100% and 1/16: {certain:.4f}")
print(f"50,000 equal tokens: {uniform:,.2f}")
print(f"{bits} bits, {len(text)} characters: {per_character:.4f} each")
print(f"perplexity for each character: {as_characters:.4f}")
print(f"three at 1/4, one at 1/120,000: {calls:.2f}")
print(f"exp overflows above {limit_64:.2f}, float32 {limit_32:.2f}")
