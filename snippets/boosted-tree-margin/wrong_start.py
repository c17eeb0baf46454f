from logitbook import logit, sigmoid

base_score = 0.1  # one customer in ten cancels
leaves = 0.9  # the sum of a customer's leaves

forgotten = sigmoid(leaves)
added = sigmoid(leaves + base_score)
right = sigmoid(leaves + logit(base_score))

print(f"wrong: leaves alone         {forgotten:.3f}")
print(f"wrong: plus base_score      {added:.3f}")
print(f"right: plus logit of base   {right:.3f}")
