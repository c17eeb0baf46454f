import numpy as np

from logitbook import bce_with_logits, sigmoid

y = np.repeat([1, 0], [10, 90])  # 100 emails that look alike, 10 spam
w = 9  # as many times as there are more emails without spam
odds, p = 10 / 90, 10 / 100
odds_w = 10 * w / 90
p_w = odds_w / (1 + odds_w)
x, x_w = np.log(odds), np.log(odds_w)
back = sigmoid(x_w - np.log(w))

grid = np.linspace(-5, 5, 1001)  # try many logits: where is the loss smallest?
plain = [bce_with_logits(np.full(100, g), y) for g in grid]
heavy = [bce_with_logits(np.full(100, g), y, pos_weight=w) for g in grid]
log_w = np.log(w)
best, best_w = grid[np.argmin(plain)], grid[np.argmin(heavy)]

print(f"plain:    p {p:.2f}, logit {x:.4f}, found {best:.2f}")
print(f"weighted: p {p_w:.2f}, logit {x_w:.4f}, found {best_w:.2f}")
print(f"log 9 = {log_w:.4f}, back to {back:.2f}")
