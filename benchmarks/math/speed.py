"""How long a call takes beside the others, the libraries taking turns so that a busy machine slows all alike."""

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.math import peers

SHAPES = [(10,), (64, 10), (1024, 1000), (64, 50257), (8, 151936)]
FUNCTIONS = ["softmax", "log_softmax", "logsumexp", "sigmoid"]
SECONDS_A_CALL = 0.1


def _time(function: Callable[[Any], Any], argument: Any, calls: int) -> float:
    start = time.perf_counter()
    for _ in range(calls):
        function(argument)
    return (time.perf_counter() - start) / calls


def medians(calls: dict[str, tuple[Callable[[Any], Any], Any]]) -> dict[str, float]:
    """Return the median seconds a call of each library, over rounds in which each has its turn."""
    once = {name: min(_time(function, argument, 2) for _ in range(2)) for name, (function, argument) in calls.items()}
    rounds = max(5, min(15, int(SECONDS_A_CALL / max(once.values()))))
    turns = {name: max(1, int(SECONDS_A_CALL / rounds / seconds)) for name, seconds in once.items()}
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, (function, argument) in calls.items():
            taken[name].append(_time(function, argument, turns[name]))
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def report() -> None:
    """Print microseconds of ours, and ours divided by theirs: below 1 is faster."""
    libraries = peers.libraries()
    others = [name for name in libraries if name != "logitbook"]
    print("Speed: logitbook in microseconds (median), and its time divided by that of")
    print(f"{'':12} {'shape':>13} {'':>8} {'us':>9} " + " ".join(f"{name:>6}" for name in others))
    for function in FUNCTIONS:
        for shape in SHAPES:
            for dtype in ("float32", "float64"):
                print(f"... {function} {shape} {dtype}", end="\r", file=sys.stderr, flush=True)
                z = (np.random.default_rng(0).normal(size=shape) * 3).astype(dtype)
                seconds = medians({name: (fs[function], convert(z)) for name, (fs, convert) in libraries.items()})
                ratios = " ".join(f"{seconds['logitbook'] / seconds[name]:6.2f}" for name in others)
                print(f"{function:12} {shape!s:>13} {dtype:>8} {seconds['logitbook'] * 1e6:9.1f} {ratios}", flush=True)
    print()
