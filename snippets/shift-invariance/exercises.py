import numpy as np

from logitbook import logsumexp, softmax

z = np.array([1.0, 2.0, 3.0])
low = np.exp(z - 1) / np.exp(z - 1).sum()
level = logsumexp(z)
normal = z - level  # the level at which the exponentials add up to 1
zero_first = z - z[0]
spacing = np.spacing(np.float32(1e8))
bf16_from = 2**8  # bfloat16 has 8 binary digits: above, every 2nd integer

print("minus 1:       ", low.round(4))
print(f"log-sum-exp {level:.4f}, then {abs(logsumexp(normal)):.4f}")
print("first at zero: ", zero_first, softmax(zero_first).round(4))
print(f"spacing of float32 at 1e8: {spacing:.0f}")
print(f"bfloat16 skips integers from {bf16_from} on")
