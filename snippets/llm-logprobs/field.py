import math

content = [  # token and logprob, as an API lists them
    ('{"', -0.001), ("city", 0.0), ('":"', 0.0), ("Bern", -0.105),
    ('","', -0.002), ("year", 0.0), ('":', 0.0), ("19", -0.051),
    ("84", -0.916), ("}", 0.0),
]  # fmt: skip


def field(content, key, value):
    """Add up the logprobs of the tokens that hold a value."""
    text = "".join(token for token, _ in content)
    start = text.index(value, text.index(f'"{key}"') + len(key) + 2)
    end, at, total = start + len(value), 0, 0.0
    for token, logprob in content:
        if at < end and at + len(token) > start:
            total += logprob
        at += len(token)
    return total


city = math.exp(field(content, "city", "Bern"))
year = math.exp(field(content, "year", "1984"))
print(f"city {city:.0%}, year {year:.0%}")
