import numpy as np

from logitbook import cross_entropy, logsumexp, softmax

z = np.array([2.0, 1.0, 0.1])
shifted_lse = logsumexp(z + 100)
shifted = cross_entropy(z + 100, 0)

rivals = logsumexp([2.0, 1.0])
surprised = cross_entropy([2.0, 1.0, -10.0], 2)

even = np.full(3, 1 / 3)
loss_even = cross_entropy(z, even)
floor_even = cross_entropy([0.0, 0.0, 0.0], even)

far = np.array([1000.0, 0.0, 0.0])
p_far, loss_far = softmax(far)[1], cross_entropy(far, 1)
ten = cross_entropy(np.zeros(10), 0)

print(f"z + 100: lse {shifted_lse:.6f}, loss {shifted:.6f}")
print(f"bird: rivals {rivals:.6f}, loss {surprised:.6f}")
print(f"even: {loss_even:.6f}, at best {floor_even:.6f}")
print(f"gap 1000: p {p_far}, loss {loss_far:.1f}")
print(f"ten classes alike: {ten:.6f}")
