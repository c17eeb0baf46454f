import numpy as np

from logitbook import log_softmax, softmax

three = np.float32(3)
above = np.nextafter(three, np.float32(4))  # the next float32
z = np.zeros(100_000, dtype=np.float32)
z[:2] = three, above  # two leaders, the second one ahead
p, log_p = softmax(z), log_softmax(z)
tie_p, tie_log_p = p[0] == p[1], log_p[0] == log_p[1]
log_p_lead = log_p[0]
gap, step = above - three, np.spacing(-log_p_lead)

print(f"logits:      argmax {z.argmax()}, lead {gap:.1e}")
print(f"softmax:     argmax {p.argmax()}, tie: {tie_p}")
print(f"log-softmax: argmax {log_p.argmax()}, tie: {tie_log_p}")
print(f"floats near {log_p_lead:.4f} are {step:.1e} apart")
