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
slope, error = w[1], np.sqrt(covariance[1, 1])
z, ends = slope / error, slope + 1.96 * error * np.array([-1, 1])
ratios = np.exp(ends)

four = np.array([1.0, 4.0])  # an email with four links
score, score_error = four @ w, np.sqrt(four @ covariance @ four)
score_ends = score + 1.96 * score_error * np.array([-1, 1])
p_four, p_ends = sigmoid(score), sigmoid(score_ends)
print(f"coefficient {slope:.3f}, error {error:.3f}, z {z:.2f}")
print(f"  95% {ends.round(2)}, odds ratio {ratios.round(2)}")
print(f"4 links: score {score:.3f}, error {score_error:.3f}")
print(f"  95% {score_ends.round(2)}, p {p_four:.2f} {p_ends.round(2)}")
