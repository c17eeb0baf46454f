import numpy as np

from logitbook import softmax

rng = np.random.default_rng(0)
p = softmax(np.zeros(3, dtype=np.float32))

rng.choice(3, p=p)  # works: float32 gets some tolerance
numbers = p.tolist()  # Python's floats are float64
print(f"sum of the list: 1 + {sum(numbers) - 1:.1e}")
try:
    rng.choice(3, p=numbers)
except ValueError as error:
    print(str(error).partition(".")[0])

q = np.array(numbers)
rng.choice(3, p=q / q.sum())  # works
