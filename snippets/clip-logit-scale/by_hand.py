import numpy as np

from logitbook import softmax

cosines = np.array([0.30, 0.25, 0.20])  # photo with cat, dog, bird
t_start, t_end = np.log(1 / 0.07), np.log(100)  # as CLIP stores it
s_start, s_end = np.exp(t_start), np.exp(t_end)

powers = np.exp(cosines)
total = powers.sum()
p_bare = softmax(cosines)
p_start = softmax(s_start * cosines)
p_end = softmax(s_end * cosines)
tail = np.exp([-5.0, -10.0])  # e to the gaps behind the cat
sum_end = 1 + tail.sum()
ratio = p_end[1] / p_end[2]  # of the dog's share to the bird's

print(f"bare:         {p_bare.round(3)}")
print(f"times {s_start:5.1f}:  {p_start.round(3)}  (log {t_start:.4f})")
print(f"times {s_end:5.1f}:  {p_end.round(3)}  (log {t_end:.4f})")
