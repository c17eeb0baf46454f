"""Times one snippet four ways: `python -m benchmarks.snippets`. What it costs to run apart is beside its own work.

Ways take turns, so that whatever else the machine does slows them alike; the table shows medians of ROUNDS.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.record import command_line, deliver
from bookbinder.run.cache import run_cached
from bookbinder.run.result import SnippetError
from bookbinder.run.runner import run_in_sandbox
from tests.plain_python import run_plain

ROUNDS = 30
APART, CACHED = 15.0, 1.0  # milliseconds that the build can afford
WAYS = {
    "own_work": "its own work",
    "apart": "run apart",
    "cached": "cache hit",
    "fresh": "fresh interpreter",
}
SNIPPETS = Path(__file__).resolve().parents[1] / "snippets"


# A snippet runs in the sandbox alone: there this script times it, once what it imports is loaded.
WORK = """\
import contextlib, io, time
code = compile({source!r}, "snippet.py", "exec")
for _ in range(2):
    with contextlib.redirect_stdout(io.StringIO()):
        start = time.perf_counter()
        exec(code, {{"__name__": "__main__"}})
        work = (time.perf_counter() - start) * 1e3
"""


def milliseconds(action: Callable[[], object]) -> float:
    """Return how long an action takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1e3


def measure() -> dict[str, Any]:
    """Return the medians and the slowest of each way, in milliseconds."""
    script = min(SNIPPETS.glob("*/*.py"))
    with tempfile.TemporaryDirectory() as folder:
        timed = Path(folder) / "work.py"
        timed.write_text(WORK.format(source=script.read_text(encoding="utf-8")), encoding="utf-8")
        ways: dict[str, Callable[[], float]] = {
            "own_work": lambda: float(run_in_sandbox(timed).values["work"]),
            "apart": lambda: milliseconds(lambda: run_in_sandbox(script)),
            "cached": lambda: milliseconds(lambda: run_cached(script, Path(folder))),
            "fresh": lambda: milliseconds(lambda: run_plain(script, ["-s", "-P", "-B"]).check_returncode()),
        }
        first = milliseconds(lambda: run_in_sandbox(script))  # starts the fork server
        for way in ways.values():  # imports what is imported once, fills the cache
            way()
        rounds = [{name: way() for name, way in ways.items()} for _ in range(ROUNDS)]
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
    try:
        figures = measure()
    except SnippetError as error:
        sys.exit(f"snippets: {error}")
    deliver("snippets", figures, table(figures), arguments)
    return int(beyond(figures["median"]) > APART or figures["median"]["cached"] > CACHED)


if __name__ == "__main__":
    sys.exit(main())
