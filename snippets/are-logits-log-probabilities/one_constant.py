import numpy as np

z = np.array([2.0, 1.0, 0.1])
powers = np.exp(z)
total = powers.sum()
p = powers / total
log_p = np.log(p)  # the long way

constant = np.log(total)
short = z - constant  # the short way

for long_way, score, short_way in zip(log_p, z, short, strict=True):
    print(f"long way: {long_way:.6f}")
    print(f"short:    {score:.1f} - {constant:.6f} = {short_way:.6f}")
