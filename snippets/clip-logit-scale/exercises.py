import numpy as np

from logitbook import sigmoid, softmax

gap = np.log(95 / 5)
s_95 = gap / (0.30 - 0.25)
t_95 = np.log(s_95)
print(f"gap {gap:.4f}, scale {s_95:.2f}, stored {t_95:.3f}")

cosines = np.array([0.30, 0.25, 0.20])
p_wrong = softmax(np.exp(np.log(0.07)) * cosines)
print("times 0.07:", p_wrong.round(4))

without_cat = softmax(100 * cosines[1:])
print("dog and bird alone:", without_cat.round(4))
sigmoids = sigmoid(cosines)
print("sigmoid of each:", sigmoids.round(3))
print(f"SigLIP's start: one in {1 / sigmoid(-10.0):,.0f}")
s_demo, b_demo = 118.2, -12.7  # SigLIP, learnt
half = -b_demo / s_demo
print(f"SigLIP: starts at {np.log(10):.3f}, half at {half:.3f}")
