"""Times one snippet four ways: `python -m benchmarks.snippets`. What it costs to run apart is beside its own work.

Ways take turns, so that whatever else the machine does slows them alike; the table shows medians of ROUNDS.
"""

from __future__ import annotations

import contextlib
import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.record import command_line, deliver
from bookbinder.cache import run_cached
from bookbinder.runner import run_apart

ROUNDS = 30
APART, CACHED = 15.0, 1.0  # milliseconds that the build can afford
WAYS = {
    "own_work": "its own work",
    "apart": "run apart",
    "cached": "cache hit",
    "fresh": "fresh interpreter",
}
SNIPPETS = Path(__file__).resolve().parents[1] / "snippets"


def milliseconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1e3


def measure() -> dict[str, Any]:
    """Return the medians and the slowest of each way, in milliseconds."""
    script = min(SNIPPETS.glob("*/*.py"))
    code = compile(script.read_bytes(), str(script), "exec")

    def work() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(code, {"__name__": "__main__"})  # noqa: S102 - the book's own snippet

    def fresh() -> None:
        subprocess.run([sys.executable, "-s", "-P", "-B", str(script)], check=True, stdout=subprocess.DEVNULL)

    with tempfile.TemporaryDirectory() as folder:
        ways: dict[str, Callable[[], object]] = {
            "own_work": work,
            "apart": lambda: run_apart(script),
            "cached": lambda: run_cached(script, Path(folder)),
            "fresh": fresh,
        }
        first = milliseconds(lambda: run_apart(script))  # starts the fork server
        for way in ways.values():  # imports what is imported once, fills the cache
            way()
        rounds = [{name: milliseconds(way) for name, way in ways.items()} for _ in range(ROUNDS)]
    times = {name: [each[name] for each in rounds] for name in ways}
    return {
        "script": script.relative_to(SNIPPETS).as_posix(),
        "rounds": ROUNDS,
        "first": round(first, 2),
        "median": {name: round(statistics.median(each), 2) for name, each in times.items()},
        "slowest": {name: round(max(each), 2) for name, each in times.items()},
    }


def table(figures: dict[str, Any]) -> str:
    """Return the figures as text, a way a line, and the budget below."""
    median, slowest = figures["median"], figures["slowest"]
    lines = [f"{figures['script']}, median and slowest of {figures['rounds']}, milliseconds"]
    lines += [f"  {text:<42}{median[name]:8.2f}{slowest[name]:8.2f}" for name, text in WAYS.items()]
    lines.append(f"  {'first run apart, with the start of its server':<42}{figures['first']:8.2f}")
    apart = f"run apart beyond its own work: {beyond(median):.2f} of {APART:g} ms"
    return "\n".join([*lines, f"{apart}; cache hit: {median['cached']:.2f} of {CACHED:g} ms"]) + "\n"


def beyond(median: dict[str, float]) -> float:
    """Return what running apart costs beside the script's own work."""
    return median["apart"] - median["own_work"]


def main() -> int:
    """Measure and print; return 1 where a budget is exceeded."""
    arguments = command_line("snippets", "Time what it costs to run a snippet apart.").parse_args()
    figures = measure()
    deliver("snippets", figures, table(figures), arguments)
    return int(beyond(figures["median"]) > APART or figures["median"]["cached"] > CACHED)


if __name__ == "__main__":
    sys.exit(main())
