import numpy as np

from logitbook import softmax

d = 64
root = np.sqrt(d)
raw = np.array([24.0, 8.0, 0.0])  # one query, three keys
scaled = raw / root

powers = np.exp(scaled)
total = powers.sum()
p = softmax(scaled)
p_raw = softmax(raw)
rest = p_raw[1:].sum()  # what the other two get together
slope = p[0] * (1 - p[0])
slope_by_raw = slope / root
slope_raw = p_raw[0] * (1 - p_raw[0])

print(f"divided by {root:.0f}: {scaled}")
print(f"e to these:   {powers.round(2)}, total {total:.2f}")
print(f"weights:      {p.round(3)}")
print(f"undivided:    the others get {rest:.2e}")
print(f"slope p(1-p): {slope:.4f}, undivided {slope_raw:.2e}")
print(f"by the raw score: {slope_by_raw:.4f}")
