import numpy as np

from logitbook import log_softmax, softmax

far = np.array([0.0, 110.0])  # float64
p_64 = softmax(far)[0]
log_64 = np.log(p_64)

words = np.full(200, np.float32(0.1))  # 200 words, 10% each
product = np.prod(words)
log_sum = np.log(words).sum()

sure = np.array([20, 0], dtype=np.float32)
one_call = -log_softmax(sure)[0]

print(f"float64, lead 110: {p_64:.1e}, log {log_64:.0f}")
print(f"product {product}, sum of logs {log_sum:.0f}")
print(f"lead 20: loss {one_call:.2e}")
