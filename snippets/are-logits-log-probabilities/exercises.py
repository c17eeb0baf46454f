import numpy as np

from logitbook import cross_entropy, log_sigmoid, logsumexp, softmax

low = np.array([2.0, 1.0, -10.0])
constant_low = logsumexp(low)
log_p_low = low[0] - constant_low
print(f"third is -10: constant {constant_low:.6f}, log p {log_p_low:.6f}")

rare = -4.0
log_p_rare = log_sigmoid(rare)
gap_rare = rare - log_p_rare
print(f"x = -4: log p {log_p_rare:.6f}, gap {gap_rare:.6f}")

raised = np.array([5.0, 4.0, 3.1])  # 3 more each
loss_raised = cross_entropy(raised, 0)
of_p_raised = cross_entropy(softmax(raised), 0)
nll_raised = -raised[0]
print(f"all + 3: {loss_raised:.4f}, {of_p_raised:.4f}, {nll_raised:.4f}")
