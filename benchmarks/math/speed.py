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


def _time(function: Callable[[Any], Any], argument: Any, calls: int) -> float:
    start = time.process_time()
    for _ in range(calls):
        function(argument)
    return (time.process_time() - start) / calls


def measure(calls: dict[str, tuple[Callable[[Any], Any], Any]]) -> dict[str, list[float]]:
    """Return the seconds a call of each library in every round; in each round all have their turn."""
    once = {name: min(_time(function, argument, 2) for _ in range(3)) for name, (function, argument) in calls.items()}
    turns = {name: max(1, int(SECONDS_A_TURN / seconds)) for name, seconds in once.items()}
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for number in range(ROUNDS):
        for name in reversed(calls) if number % 2 else calls:
            taken[name].append(_time(*calls[name], turns[name]))
    return taken


def report() -> None:
    """Print microseconds of ours, and the median of ours divided by theirs in the same round: below 1 is faster."""
    libraries = peers.libraries()
    others = [name for name in libraries if name != "logitbook"]
    print("Speed: logitbook in microseconds of processor time (median), and its time divided by that of")
    print(f"{'':12} {'shape':>13} {'':>8} {'us':>9} " + " ".join(f"{name:>6}" for name in others))
    for function in FUNCTIONS:
        for shape in SHAPES:
            for dtype in ("float32", "float64"):
                print(f"... {function} {shape} {dtype}", end="\r", file=sys.stderr, flush=True)
                z = (np.random.default_rng(0).normal(size=shape) * 3).astype(dtype)
                taken = measure({name: (fs[function], convert(z)) for name, (fs, convert) in libraries.items()})
                ours = taken["logitbook"]
                pairs = [zip(ours, taken[name], strict=True) for name in others]
                ratios = " ".join(f"{statistics.median(a / b for a, b in rounds):6.2f}" for rounds in pairs)
                print(
                    f"{function:12} {shape!s:>13} {dtype:>8} {statistics.median(ours) * 1e6:9.1f} {ratios}", flush=True
                )
    print()
