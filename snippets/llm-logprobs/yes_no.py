import numpy as np

from logitbook import logsumexp, sigmoid

top = {"Yes": -0.60, "No": -1.61, " Yes": -2.53, "yes": -3.22}

yes = logsumexp([top["Yes"], top[" Yes"], top["yes"]])
no = top["No"]
p_yes, p_no = np.exp(yes), np.exp(no)
share = sigmoid(yes - no)  # p_yes / (p_yes + p_no)

print(f"Yes alone {np.exp(top['Yes']):.3f}")
print(f"all yes {p_yes:.3f}, no {p_no:.3f}, listed {p_yes + p_no:.3f}")
print(f"yes among yes and no: {share:.3f}")
alone = np.exp(top["Yes"])
