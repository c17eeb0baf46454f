import numpy as np

from logitbook import log_softmax, softmax

cases = [
    (np.float32, 16),
    (np.float32, 18),
    (np.float32, 104),
    (np.float64, 37),
    (np.float64, 746),
]

print("format   lead  winner is 1  loser    its log")
for dtype, lead in cases:
    z = np.array([lead, 0], dtype=dtype)
    winner, loser = softmax(z)
    log_loser = log_softmax(z)[1]
    exact = str(winner == 1)
    print(f"{dtype.__name__}  {lead:4}  {exact:11}", end="  ")
    print(f"{loser:.1e}  {log_loser:.0f}")
