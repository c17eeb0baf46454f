from logitbook import logit, sigmoid

share = 0.13  # of the labels are 1
step = (share - 0.5) / 0.25  # Newton's method, once, from 0.5
old = sigmoid(step)

print(f"XGBoost 2.1: margin {step:.2f}, base_score {old:.3f}")
print(f"XGBoost 3.2: margin {logit(share):.2f}, base_score {share}")
