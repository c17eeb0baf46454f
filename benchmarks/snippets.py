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

from bookbinder.cache import run_cached
from bookbinder.runner import run_apart

ROUNDS = 30
APART, CACHED = 15.0, 1.0  # milliseconds that the build can afford
SNIPPETS = Path(__file__).resolve().parents[1] / "snippets"


def milliseconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1e3


def main() -> int:
    """Print the table; return 1 where a budget is exceeded."""
    script = min(SNIPPETS.glob("*/*.py"))
    code = compile(script.read_bytes(), str(script), "exec")

    def work() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(code, {"__name__": "__main__"})  # noqa: S102 - the book's own snippet

    def fresh() -> None:
        subprocess.run([sys.executable, "-s", "-P", "-B", str(script)], check=True, stdout=subprocess.DEVNULL)

    with tempfile.TemporaryDirectory() as folder:
        ways: dict[str, Callable[[], object]] = {
            "its own work": work,
            "run apart": lambda: run_apart(script),
            "cache hit": lambda: run_cached(script, Path(folder)),
            "fresh interpreter": fresh,
        }
        start = milliseconds(lambda: run_apart(script))  # starts the fork server
        for way in ways.values():  # imports what is imported once, fills the cache
            way()
        rounds = [{name: milliseconds(way) for name, way in ways.items()} for _ in range(ROUNDS)]
        times = {name: [each[name] for each in rounds] for name in ways}
    middle = {name: statistics.median(each) for name, each in times.items()}
    apart = middle["run apart"] - middle["its own work"]
    print(f"{script.relative_to(SNIPPETS)}, median and slowest of {ROUNDS}, milliseconds")
    for name, each in times.items():
        print(f"  {name:<42}{middle[name]:8.2f}{max(each):8.2f}")
    print(f"  {'first run apart, with the start of its server':<42}{start:8.2f}")
    hit = middle["cache hit"]
    print(f"run apart beyond its own work: {apart:.2f} of {APART:g} ms; cache hit: {hit:.2f} of {CACHED:g} ms")
    return int(apart > APART or hit > CACHED)


if __name__ == "__main__":
    sys.exit(main())
