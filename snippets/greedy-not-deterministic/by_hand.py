from decimal import Decimal, getcontext

getcontext().prec = 2  # keep two digits, as by hand

a, b, c, d = (Decimal(x) for x in ["12", "0.4", "0.4", "0.4"])
cold = Decimal("12")
paper, step, last = 12 + 3 * 0.4, 12 + 0.4, 12 + 0.8  # not rounded

one_by_one = ((a + b) + c) + d
two_halves = (a + b) + (c + d)

for name, hot in [("one by one", one_by_one), ("two halves", two_halves)]:
    winner = "hot" if hot > cold else "cold"  # cold stands first
    print(f"{name}: cold {cold}, hot {hot} -> {winner}")
chain, halves = float(one_by_one), float(two_halves)
