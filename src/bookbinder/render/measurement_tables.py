"""The tables that a `measured` fence can name, each made of the figures of one benchmark."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from bookbinder.render.typeset_number import typeset_number

PEERS = {"scipy": "SciPy", "torch": "PyTorch", "jax": "JAX"}
MAX_DECIMAL = 1000  # an error from here on is a power of ten
WAYS = {
    "own_work": "The script's own work, within a Python that runs",
    "apart": "The script, run apart",
    "cached": "A run that is kept, looked up",
    "fresh": "The script, in a Python started for it",
}
BEFORE_LOSS = {
    "logits": "nothing",
    "softmax": "softmax",
    "relu": "ReLU",
    "tanh": "tanh",
    "cap": "30 tanh(z/30)",
}


BUILDS = {
    "cold": "This book, nothing kept",
    "one_page": "This book, one page edited",
    "nothing": "This book, nothing changed",
    "material": "Plain Material for MkDocs",
    "zensical": "Plain Zensical",
}


class Table(NamedTuple):
    """A heading for each column, and the rows; the first `texts` columns are words, the others numbers."""

    head: list[str]
    rows: list[list[str]]
    texts: int = 1

    def markdown(self) -> list[str]:
        """Return the table as lines of Markdown."""
        rule = ["---" if column < self.texts else "---:" for column in range(len(self.head))]
        return [f"| {' | '.join(cells)} |" for cells in (self.head, rule, *self.rows)]


def _exactness(figures: Any) -> Table:
    errors = figures["exactness"]
    peers = [name for name in PEERS if name in errors["softmax"]]
    columns = ("logitbook", *peers)
    rows = [[f"`{name}`", *(_error(errors[name][column]) for column in columns)] for name in sorted(errors)]
    return Table(["Function", "logitbook", *(PEERS[name] for name in peers)], rows)


def _error(ulps: float) -> str:
    return f"{ulps:.1f}" if ulps < MAX_DECIMAL else typeset_number(f"{ulps:.0e}")


def _speed(figures: Any) -> Table:
    speed = figures["speed"]
    peers = [name for name in PEERS if f"over_{name}" in speed["softmax"]["10"]["float32"]]
    rows = []
    for function in sorted(speed):
        for shape in sorted(speed[function], key=_size):
            single, double = (speed[function][shape][dtype] for dtype in ("float32", "float64"))
            ratios = (f"{single[f'over_{name}']:.2f} / {double[f'over_{name}']:.2f}" for name in peers)
            rows.append([f"`{function}`", _shape(shape), *ratios])
    return Table(["Function", "Logits", *(PEERS[name] for name in peers)], rows, texts=2)


def _memory(figures: Any) -> Table:
    memory = figures["memory"]
    rows = [
        [f"`{function}`", _shape(shape), *(f"{memory[function][shape][name]:.2f}" for name in ("logitbook", "scipy"))]
        for function in sorted(memory)
        for shape in sorted(memory[function], key=_size)
    ]
    return Table(["Function", "Logits", "logitbook", "SciPy"], rows, texts=2)


def _size(shape: str) -> int:
    return math.prod(map(int, shape.split("x")))


def _shape(shape: str) -> str:
    return "\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}".join(f"{int(length):,}" for length in shape.split("x"))


def _search(figures: Any) -> Table:
    rows = [
        ["Queries typed", f"{figures['queries']:d}"],
        ["Their page came first", f"{figures['first']:.1%}"],
        ["It was among the first three", f"{figures['first_three']:.1%}"],
        ["Mean of 1 divided by its rank", f"{figures['mrr']:.3f}"],
    ]
    return Table(["Measure", "Value"], rows)


def _snippets(figures: Any) -> Table:
    median, slowest = figures["median"], figures["slowest"]
    rows = [[text, f"{median[way]:.2f}", f"{slowest[way]:.2f}"] for way, text in WAYS.items()]
    return Table(["Milliseconds", "Median", "Slowest"], rows)


def _digits(figures: Any) -> Table:
    rows = []
    for name, text in BEFORE_LOSS.items():
        row = figures[name]
        shares = (f"{row[key]:.1%}" for key in ("worst", "median", "best"))
        rows.append([text, *shares, f"{row['lost']:d}", f"{row['loss']:.2f}"])
    return Table(["Before the loss", "Worst", "Median", "Best", "Lost a digit", "Mean loss"], rows)


def _build_time(figures: Any) -> Table:
    rows = []
    for number in sorted(figures, key=int):
        ways = figures[number]
        for way, text in BUILDS.items():
            seconds, plain = ways[way]["seconds"], ways["material"]["seconds"]
            rows.append([number, text, f"{seconds:.1f}", f"{seconds / plain:.2f}", f"{ways[way]['megabytes']:.0f}"])
    return Table(["Made-up questions", "Build", "Seconds", "Beside plain Material", "Memory, MB"], rows, texts=2)


def _build_size(figures: Any) -> Table:
    rows = []
    for number in sorted(figures, key=int):
        for way in ("cold", "material", "zensical"):
            sizes = (f"{figures[number][way][part] / 1000:,.0f}" for part in ("html", "index", "site"))
            rows.append([number, BUILDS[way].removesuffix(", nothing kept"), *sizes])
    return Table(["Made-up questions", "Site", "A page, kB", "Search index, kB", "All, kB"], rows, texts=2)


def _preview(figures: Any) -> Table:
    rows = [
        [number, *(f"{figures[number][kind]:.2f}" for kind in ("page", "snippet"))]
        for number in sorted(figures, key=int)
    ]
    return Table(["Questions", "A page, seconds", "A snippet, seconds"], rows)


# By name; the first word is the benchmark's name.
TABLES: dict[str, Callable[[Any], Table]] = {
    "build size": _build_size,
    "build time": _build_time,
    "digits": _digits,
    "math exactness": _exactness,
    "math memory": _memory,
    "math speed": _speed,
    "preview": _preview,
    "search": _search,
    "snippets": _snippets,
}
