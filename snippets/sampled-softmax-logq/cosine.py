import numpy as np

most = []
for tau in (1.0, 0.2, 0.05):
    most.append(np.exp(2 / tau))  # scores from -1/tau to 1/tau
    print(f"tau {tau:<4}  at most {most[-1]:.2g} times as likely")
