import numpy as np

from logitbook import cross_entropy, logsumexp, softmax

z = np.array([2.0, 1.0, 0.1])
shifted_lse = logsumexp(z + 100)
shifted = cross_entropy(z + 100, 0)

sure_dog = cross_entropy([2.0, 8.0, 0.1], 0)

far = np.array([1000.0, 0.0, 0.0])
p_far, loss_far = softmax(far)[1], cross_entropy(far, 1)
at_one = np.exp(-1)  # the share that costs 1
ten = cross_entropy(np.zeros(10), 0)

print(f"z + 100: lse {shifted_lse:.6f}, loss {shifted:.6f}")
print(f"sure of the dog: {sure_dog:.6f}")
print(f"gap 1000: p {p_far}, loss {loss_far:.1f}")
print(f"a loss of 1: share {at_one:.6f}")
print(f"ten classes alike: {ten:.6f}")
