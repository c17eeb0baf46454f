import numpy as np

from logitbook import log_sigmoid

better = np.array([3.8, 2.8, 0.5])  # three questions,
worse = np.array([-1.0, -1.9, 0.1])  # two answers each
moved = np.array([-10.0, 50.0, 0.0])  # a constant for each question

loss = -log_sigmoid(better - worse).mean()
again = -log_sigmoid((better + moved) - (worse + moved)).mean()
best = int(better.argmax()) + 1
best_moved = int((better + moved).argmax()) + 1

print(f"loss {loss:.4f}, with other constants {again:.4f}")
print(f"largest reward: question {best}, then question {best_moved}")
