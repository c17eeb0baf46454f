import matplotlib.pyplot as plt

# Numbers and rounded sums: place, text; then which feed which.
row = [(0, 3, "12"), (1, 3, "0.4"), (2, 3, "0.4"), (3, 3, "0.4")]
chain = [*row, (0.5, 2, "12"), (1.25, 1, "12"), (2.1, 0, "12")]
halves = [*row, (0.5, 1.5, "12"), (2.5, 1.5, "0.8"), (1.5, 0, "13")]
feeds = [(0, 4), (1, 4), (4, 5), (2, 5), (5, 6), (3, 6)]
feeds_half = [(0, 4), (1, 4), (2, 5), (3, 5), (4, 6), (5, 6)]
cases = [(chain, feeds, "many rows:\none worker a row")]
cases.append((halves, feeds_half, "a single row:\ntwo workers share it"))

figure, both = plt.subplots(1, 2, figsize=(4.5, 3.2))
for i, (nodes, lines, title) in enumerate(cases):
    axes, color = both[i], f"C{i}"
    for a, b in lines:
        (x, y, _), (x_to, y_to, _) = nodes[a], nodes[b]
        axes.plot([x, x_to], [y - 0.2, y_to + 0.2], color=color)
    for x, y, text in nodes:
        axes.text(x, y, text, ha="center", va="center")
    axes.text(1.5, 3.5, title, color=color, ha="center")
    axes.set(xlim=(-0.5, 3.5), ylim=(-0.3, 4.3))
    axes.axis("off")
figure.savefig("split.svg")
