import numpy as np

z = np.array([1.0, 0.0])  # the logits of cat and dog; it is a cat

powers = np.exp(z)
total = powers.sum()
p = powers / total
right = -np.log(p[0])

again = np.exp(p)  # softmax of the probabilities
total_again = again.sum()
q = again / total_again
twice = -np.log(q[0])

shares = z / z.sum()  # logits taken for probabilities
share_cat, share_dog = np.float32(np.clip(shares, 1e-7, 1 - 1e-7))
none_cat, none_dog = -np.log(share_cat), -np.log(share_dog)

print(f"softmax once:  cat {p[0]:.4f}, loss {right:.6f}")
print(f"softmax twice: cat {q[0]:.4f}, loss {twice:.6f}")
print(f"no softmax:    cat {shares[0]:.4f}, loss {none_cat:.6f}")
print(f"had it been a dog: {none_dog:.4f}")
