"""Builds books of several sizes, with the book's own build and with plain engines: python -m benchmarks.build.

Beside the real pages lie N made-up questions. Each way builds in turn, ROUNDS times, so that whatever else the machine
does slows all alike. Plain Material and Zensical build the same words and scripts, unchecked (plain_material.py), and
none of the sites runs scripts.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.plain_material import write_plain
from benchmarks.record import command_line
from benchmarks.scaled_book import write_book
from benchmarks.sizes import run_sizes
from bookbinder.site.search_index import FIRST

SIZES, ROUNDS = (15, 200), 3
PAGE = "made-up-7"  # whose HTML is weighed
WAYS = {
    "cold": "nothing kept",
    "nothing": "nothing changed",
    "one_page": "one page edited",
    "material": "plain Material",
    "zensical": "plain Zensical",
}
QUIET = {"NO_MKDOCS_2_WARNING": "1"}


def timed(command: list[str], folder: Path) -> dict[str, float]:
    """Run a command; return its seconds, and the peak memory of its largest process in megabytes."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        own = {name: value for name, value in os.environ.items() if name != "CI"}  # with it, builds keep much elsewhere
        process = subprocess.Popen(command, cwd=folder, env=own | QUIET, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise SystemExit(f"bench build: {' '.join(command)}: {output.read().decode()[-500:]}")
    return {"seconds": time.perf_counter() - start, "megabytes": usage.ru_maxrss / 1024}


def measure(root: Path, number: int, progress: Callable[[str], None]) -> dict[str, Any]:
    """Return the figures of a book with this many made-up questions."""
    with tempfile.TemporaryDirectory() as name:
        ours, plain = Path(name, "ours"), Path(name, "plain")
        progress(f"writing {number} questions")
        write_book(root, ours, number)
        write_plain(ours, plain)
        build = [sys.executable, "-m", "bookbinder", "build", "--no-runtime"]
        commands = dict.fromkeys(("cold", "nothing", "one_page"), (build, ours))
        commands["material"] = ([sys.executable, "-m", "mkdocs", "build", "-q"], plain)
        commands["zensical"] = ([sys.executable, "-m", "zensical", "build"], plain)
        taken: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        weights = {}
        for turn in range(1, ROUNDS + 1):
            for way, (command, folder) in commands.items():
                progress(f"{number} questions, round {turn} of {ROUNDS}: {WAYS[way]}")
                _prepare(way, folder)
                taken[way].append(timed(command, folder))
                if way not in ("nothing", "one_page"):
                    weights[way] = weigh(folder / "site")
    figures: dict[str, Any] = {}
    for way, runs in taken.items():
        figures[way] = {key: round(statistics.median(run[key] for run in runs), 2) for key in runs[0]}
        figures[way] |= weights.get(way, {})
    return figures


def _prepare(way: str, folder: Path) -> None:
    """Delete what must not be there, or edit a page."""
    if way == "one_page":
        page = folder / f"docs/questions/{PAGE}.md"
        page.write_text(page.read_text(encoding="utf-8") + "\nOne sentence more.\n", encoding="utf-8")
    elif way != "nothing":
        for kept in ("site", ".bookbinder", ".cache"):
            shutil.rmtree(folder / kept, ignore_errors=True)


def weigh(site: Path) -> dict[str, int]:
    """Return the bytes of a question's HTML, of the search before its first result (compressed) and of the site."""
    found = [
        *site.rglob("search_index.json"),
        *site.glob("search.json"),
        *filter(Path.is_file, (site / n for n in FIRST)),
    ]
    return {
        "html": (site / "questions" / PAGE / "index.html").stat().st_size,
        "index": sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in found),
        "site": sum(file.stat().st_size for file in site.rglob("*") if file.is_file()),
    }


def table(figures: dict[str, Any]) -> str:
    """Return the figures as text, with the time of each way beside plain Material's."""
    lines = []
    for number, ways in figures.items():
        lines.append(f"{number} made-up questions beside the book's own, medians of {ROUNDS}:")
        for way, label in WAYS.items():
            own, ratio = ways[way], ways[way]["seconds"] / ways["material"]["seconds"]
            sizes = "".join(f"  {key} {own[key] / 1000:,.1f} kB" for key in ("html", "index", "site") if key in own)
            lines.append(f"  {label:16} {own['seconds']:7.1f} s {ratio:6.2f} x {own['megabytes']:6.0f} MB{sizes}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure the sizes, and print or record the figures."""
    parser = command_line("build", "Time builds of books of several sizes: the real pages and N made-up questions.")
    least = int(PAGE.rpartition("-")[2]) + 1  # the HTML of this page is weighed
    return run_sizes(
        parser, "build", SIZES, least, measure, table, peers=("mkdocs-material", "markdown-exec", "zensical")
    )


if __name__ == "__main__":
    sys.exit(main())
