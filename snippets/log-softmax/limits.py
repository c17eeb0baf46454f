import numpy as np

names = ["float16", "float32", "float64"]
infos = [np.finfo(name) for name in names]

# 1/p is infinite where p is below 1/(the largest number)
nan_from = np.array([np.log(float(i.max)) for i in infos])
# p becomes 0 below half the smallest number
smallest = [float(i.smallest_subnormal) for i in infos]
inf_from = np.array([np.log(2) - np.log(s) for s in smallest])
# without subnormal numbers, below the smallest normal one
flushed_from = -np.log(float(infos[1].smallest_normal))
keras_loss = -np.log(1e-7)
floor = np.log(infos[1].eps)  # where PyTorch cuts probs

for name, nan, inf in zip(names, nan_from, inf_from, strict=True):
    print(f"{name}: NaN from {nan:.1f}, inf from {inf:.1f}")
print(f"float32, flushed: both from {flushed_from:.1f}")
print(f"loss where p is cut off at 1e-7: {keras_loss:.3f}")
print(f"log_prob where p is cut off at eps: {floor:.2f}")
