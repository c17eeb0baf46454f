first = {"It": 0.6, "Well": 0.4}
then = {"It": [0.4, 0.3, 0.3], "Well": [0.9, 0.1]}  # each next word

for word in ["It", "Well"]:
    best = max(then[word])
    p = first[word] * best
    print(f"{word}, then its best: {first[word]} * {best} = {p:.2f}")

greedy = first["It"] * max(then["It"])
better = first["Well"] * max(then["Well"])
