from math import exp

# listed at the digit's place
top = {"4": -0.38, "5": -1.47, "3": -2.8, " 4": -4.2, '"': -5.1}

marks: dict[int, float] = {}
for token, logprob in top.items():
    if token.strip().isdecimal():
        mark = int(token)
        marks[mark] = marks.get(mark, 0) + exp(logprob)

total = sum(marks.values())
mean = sum(mark * p for mark, p in marks.items()) / total
for mark, p in sorted(marks.items()):
    print(f"{mark}: {p / total:.0%}")
print(f"weighted mean: {mean:.2f}")
