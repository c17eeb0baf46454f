"""How much processor time a call takes beside the others, in short turns so that a busy machine slows all alike.

Processor time, because on a machine that does other work too a clock measures the other work.
"""

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.math import peers

SHAPES = [(10,), (64, 10), (1024, 1000), (64, 50257), (8, 151936)]
FUNCTIONS = ["softmax", "log_softmax", "logsumexp", "sigmoid"]
ROUNDS = 60
SECONDS_A_TURN = 0.002

# By function, shape and dtype.
Figures = dict[str, dict[str, dict[str, dict[str, float]]]]


def _time(function: Callable[[Any], Any], argument: Any, calls: int) -> float:
    start = time.process_time()
    for _ in range(calls):
        function(argument)
    return (time.process_time() - start) / calls


def take_turns(calls: dict[str, tuple[Callable[[Any], Any], Any]]) -> dict[str, list[float]]:
    """Return the seconds a call of each library in every round; in each round all have their turn."""
    once = {name: min(_time(function, argument, 2) for _ in range(3)) for name, (function, argument) in calls.items()}
    turns = {name: max(1, int(SECONDS_A_TURN / seconds)) for name, seconds in once.items()}
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(ROUNDS):
        for name in reversed(calls) if number % 2 else calls:
            taken[name].append(_time(*calls[name], turns[name]))
    return taken


def measure() -> Figures:
    """Return microseconds of ours, and the median of ours divided by theirs in the same round: below 1 is faster."""
    libraries = peers.libraries()
    figures: Figures = {}
    for function in FUNCTIONS:
        for shape in SHAPES:
            for dtype in ("float32", "float64"):
                print(f"... {function} {shape} {dtype}", end="\r", file=sys.stderr, flush=True)
                z = (np.random.default_rng(0).normal(size=shape) * 3).astype(dtype)
                taken = take_turns({name: (fs[function], convert(z)) for name, (fs, convert) in libraries.items()})
                ours = taken.pop("logitbook")
                measured = {"microseconds": round(statistics.median(ours) * 1e6, 1)}
                for name, theirs in taken.items():
                    ratios = (a / b for a, b in zip(ours, theirs, strict=True))
                    measured[f"over_{name}"] = round(statistics.median(ratios), 2)
                figures.setdefault(function, {}).setdefault("x".join(map(str, shape)), {})[dtype] = measured
    return figures


def table(figures: Figures) -> str:
    """Return the figures as text, a call a line."""
    calls = [
        (function, shape, dtype, measured)
        for function, shapes in figures.items()
        for shape, dtypes in shapes.items()
        for dtype, measured in dtypes.items()
    ]
    others = [name for name in calls[0][-1] if name != "microseconds"]
    lines = ["Speed: logitbook in microseconds of processor time (median), and its time divided by that of"]
    lines.append(f"{'':12} {'shape':>13} {'':>8} {'us':>9} " + " ".join(f"{name[5:]:>6}" for name in others))
    for function, shape, dtype, measured in calls:
        ratios = " ".join(f"{measured[name]:6.2f}" for name in others)
        lines.append(f"{function:12} {shape:>13} {dtype:>8} {measured['microseconds']:9.1f} {ratios}")
    return "\n".join(lines) + "\n"
