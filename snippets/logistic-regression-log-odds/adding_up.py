from logitbook import sigmoid

start = -2.0
links, capitals = 1.5, 1.5  # what each feature adds

p_start = sigmoid(start)
p_one = sigmoid(start + links)
p_both = sigmoid(start + links + capitals)
gain = p_one - p_start
points = 100 * gain
p_wrong = p_start + 2 * gain

print(f"neither:  {p_start:.3f}")
print(f"one:      {p_one:.3f}, a gain of {gain:.3f}")
print(f"wrong: two gains make {p_wrong:.3f}")
print(f"right: sigmoid of the sum {p_both:.3f}")
