import numpy as np

per_point = np.log(10) / 400  # a point in logits
leads = np.array([50, 100, 200, 400])
score = 1 / (1 + 10 ** (-leads / 400))
back = 400 * np.log10(score / (1 - score))
for lead, share in zip(leads, score, strict=True):
    print(f"{lead:3} points ahead: {share:.3f}")
print("back to points:", back.round(1))

k = 32  # a game moves a rating by k (result - expected)
ada, bo = 1500.0, 1400.0
expected = 1 / (1 + 10 ** ((bo - ada) / 400))
change = k * (0 - expected)  # Ada lost; a draw counts 0.5
rate = k * per_point
print(f"Ada {ada + change:.1f}, Bo {bo - change:.1f}")
print(f"k = {k} is a step of {rate:.3f} in logits")

soft = np.log(0.7 / 0.3)  # the gap that fits 70 to 30
print(f"target 0.7: gap {soft:.3f}")

games = np.array([100, 1000])  # between equals: p = 0.5
half = 1.96 / np.sqrt(games * 0.25) / per_point
print("95% intervals, in points: +-", half.round(1))
