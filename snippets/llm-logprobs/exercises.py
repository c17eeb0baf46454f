import numpy as np

logprobs = np.array([-0.179, -2.179, -2.979])
cold = np.exp(logprobs / 0.5)
sharp = cold[0] / cold.sum()
print(f"T = 0.5: sum {cold.sum():.3f}, hot {sharp:.3f}")
total = cold.sum()

half = np.log(0.5)
print(f"50% has the logprob {half:.3f}")

a, b = -0.2, -2.5
times = np.exp(a - b)
print(f"{a} is {times:.1f} times as likely as {b}")

tokens = np.array([-0.1, -0.3, -2.3])
text = np.exp(tokens.sum())
mean = np.exp(tokens.mean())
print(f"three tokens: {text:.3f}, per token {mean:.3f}")
