"""The two engines: how each is started, and what it complains of, in the book's own form."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from bookbinder.book import UNCHANGING
from bookbinder.errors import BookError, Problem

PROGRAMS = {"material": "mkdocs", "zensical": "zensical"}
ANSI = re.compile(r"\x1b\[[\d;]*m")
MKDOCS_LINK = re.compile(r"WARNING -  Doc file '(?P<page>[^']+)' contains a.* link '(?P<link>[^']*)',? ?(?P<what>.*)")
ZENSICAL_PLACE = re.compile(r"^Warning: (?P<what>.+)\n.*?\[ (?P<page>[^\]\s]+):(?P<line>\d+):\d+ \]", re.MULTILINE)
FIX = "mend what it names"


def engine_command(engine: str, *arguments: str) -> list[str]:
    """Return the command line that starts an engine."""
    return [sys.executable, "-m", PROGRAMS[engine], *arguments]


def engine_environment() -> dict[str, str]:
    """Return the environment in which an engine runs."""
    return os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}


def run_engine(root: Path, engine: str, site: Path, day: date) -> None:
    """Let the engine render every page into `site`, dated `day`, or raise BookError with what it complains of."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    environment = {"SOURCE_DATE_EPOCH": str(int(midnight.timestamp()))} | engine_environment()
    done = subprocess.run(
        engine_command(engine, "build", "--strict", "--clean"),
        cwd=root,
        env=environment | {"BOOK_SITE": str(site), UNCHANGING: "yes"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    output = ANSI.sub("", done.stdout + done.stderr)
    problems = list(dict.fromkeys(_complaints(output, root)))
    if done.returncode and not problems:
        last = (output.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        problems = [Problem("mkdocs.yml", 1, f"{engine} says: {last}", FIX)]
    if problems:
        raise BookError(*problems)


def _complaints(output: str, root: Path) -> list[Problem]:
    found = []
    for place in ZENSICAL_PLACE.finditer(output):
        found.append(Problem(f"docs/{place['page']}", int(place["line"]), place["what"], "correct the link"))
    for line in output.splitlines():
        if match := MKDOCS_LINK.match(line):
            lines = (root / "docs" / match["page"]).read_text(encoding="utf-8").splitlines()
            where = next((number for number, text in enumerate(lines, 1) if match["link"] in text), 1)
            what = f"links to {match['link']}, {match['what'].rstrip('.')}"
            found.append(Problem(f"docs/{match['page']}", where, what, "correct the link"))
        elif line.startswith(("WARNING", "ERROR", "docs/")):
            found.append(Problem("mkdocs.yml", 1, line.partition("-  ")[2] or line, FIX))
    return found
