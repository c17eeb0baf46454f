from decimal import Decimal, getcontext

getcontext().prec = 2  # keep two digits, as by hand

a, b, c = Decimal("12"), Decimal("0.4"), Decimal("0.4")
cold = Decimal("12")
paper, step = 12 + 0.4 + 0.4, 12 + 0.4  # not rounded

left = (a + b) + c
right = a + (b + c)

for name, hot in [("large first", left), ("small first", right)]:
    winner = "hot" if hot > cold else "cold"  # cold stands first
    print(f"{name}: cold {cold}, hot {hot} -> {winner}")
large_first, small_first = float(left), float(right)
