import numpy as np

from logitbook import sigmoid

links = np.repeat(np.arange(9), 2)  # of 18 emails
spam = np.array([0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1])
x = np.stack([np.ones(18), links], axis=1)  # 1 for the intercept

w = np.zeros(2)
for _ in range(50):  # Newton's method, without a penalty
    p = sigmoid(x @ w)
    covariance = np.linalg.inv(x.T * (p * (1 - p)) @ x)
    w += covariance @ x.T @ (spam - p)
errors = np.sqrt(np.diag(covariance))
ends = w[:, None] + 1.96 * errors[:, None] * np.array([-1, 1])
slope, error, z, ratios = w[1], errors[1], w[1] / errors[1], np.exp(ends[1])
print("         coef  std err     z  [0.025  0.975]")
for name, b, s, (low, high) in zip(["const", "links"], w, errors, ends, strict=True):
    print(f"{name} {b:7.2f} {s:8.2f} {b / s:5.2f} {low:7.2f} {high:7.2f}")

four = np.array([1.0, 4.0])  # an email with four links
score, score_error = four @ w, np.sqrt(four @ covariance @ four)
p_ends = sigmoid(score + 1.96 * score_error * np.array([-1, 1]))
print(f"p at 4 links: {sigmoid(score):.2f}, {p_ends.round(2)}")
