tokens, window, stride = 2_000, 1_024, 512

counted = seen = 0
for begin in range(0, tokens, stride):
    end = min(begin + window, tokens)
    new = end - seen  # all earlier labels become -100
    n = min(new, end - begin - 1)  # and the shift drops label 0
    counted, seen = counted + n, end
    print(f"{begin:4} to {end:4}: {n:4} labels count")
    if end == tokens:
        break
print(f"together {counted} of {tokens} tokens")
