import numpy as np

from logitbook import kl_div

rng = np.random.default_rng(0)
teacher = rng.normal(size=(2, 5, 100))  # 2 texts, 5 tokens, 100 words
student = rng.normal(size=(2, 5, 100))
each = kl_div(teacher / 2, student / 2)  # of each token

token = each.mean()  # what you want
by_text = each.sum() / 2  # batchmean of (2, 5, 100)
by_entry = each.sum() / teacher.size  # mean: also over words

print(f"per token     {token:.4f}")
print(f"per text      {by_text:.4f}, {by_text / token:.0f} times as much")
print(f"per probability {by_entry:.6f}, 1/{token / by_entry:.0f} of it")
