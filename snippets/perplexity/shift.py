import numpy as np

from logitbook import cross_entropy

ids = np.array([0, 1, 2, 0, 1, 2, 0])  # the text abcabca
follower = np.eye(3)[(ids + 1) % 3]  # the model knows what comes next
z = np.log(0.05 + 0.85 * follower)  # 90% for it, 5% for each other


def ppl(logits, targets):
    return np.exp(cross_entropy(logits, targets))


once = ppl(z[:-1], ids[1:])
never = ppl(z, ids)
twice = ppl(z[:-2], ids[2:])
print(f"shifted once:  {once:.4f}")
print(f"not shifted:   {never:.4f}")
print(f"shifted twice: {twice:.4f}")
