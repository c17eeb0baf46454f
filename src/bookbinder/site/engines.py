"""Runs the two engines, and turns their warnings and errors into problems."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bookbinder.base import variables
from bookbinder.base.causes import explain, find_cause
from bookbinder.base.problems import BookError, Problem, readable
from bookbinder.content.book import Book
from bookbinder.run.with_parent import command_of
from bookbinder.site.kept_pages import titled_configuration

PROGRAMS = {"material": "mkdocs", "zensical": "zensical"}
ANSI = re.compile(r"\x1b\[[\d;]*m")
MKDOCS_LINK = re.compile(r"WARNING -  Doc file '(?P<page>[^']+)' contains a.* link '(?P<link>[^']*)',? ?(?P<what>.*)")
ZENSICAL_PLACE = re.compile(r"^Warning: (?P<what>.+)\n.*?\[ (?P<page>[^\]\s]+):(?P<line>\d+):\d+ \]", re.MULTILINE)
# How MkDocs and Zensical print a problem that the extension raised.
RAISED = re.compile(
    r"^(?:.*(?:Error reading page '[^']*'|BookError|StopConversion): )?"
    r"(?P<page>docs/[^:]+):(?P<line>\d+): (?P<what>.+): (?P<fix>.+)$",
    re.MULTILINE,
)
DIRTY = re.compile("WARNING -  A 'dirty' build")  # of which kept_pages.py knows that none is
FIX = "fix the cause"
BUILD = "./dev build"  # the place of a problem that no file causes


def engine_command(engine: str, *arguments: str) -> list[str]:
    """Return the command line of an engine, which ends with this process."""
    return command_of(PROGRAMS[engine], *arguments)


def engine_environment() -> dict[str, str]:
    """Return the environment of an engine."""
    passed = {variables.URL, variables.REPOSITORY}
    own = {name: value for name, value in os.environ.items() if not name.startswith("BOOK_") or name in passed}
    return own | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}


@contextlib.contextmanager
def _build_command(book: Book, engine: str, site: Path) -> Iterator[list[str]]:
    """Yield the command that builds every page, with Material only those that are missing in the site's folder."""
    if engine != "material":
        yield engine_command(engine, "build", "--strict", "--clean")
        return
    configuration = site.with_suffix(".yml")  # in the root, where Material looks for the folders that it names
    try:
        configuration.write_text(titled_configuration(book), encoding="utf-8")
        yield engine_command(engine, "build", "--dirty", "--config-file", str(configuration))
    finally:
        configuration.unlink(missing_ok=True)


def run_engine(book: Book, engine: str, site: Path) -> None:
    """Render every page into `site`, or raise BookError with the engine's warnings and errors."""
    root, day = book.root, book.date
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    environment = {"SOURCE_DATE_EPOCH": str(int(midnight.timestamp()))} | engine_environment()
    with _build_command(book, engine, site) as command:
        done = subprocess.run(
            command,
            cwd=root,
            env=environment | {variables.SITE: str(site), variables.BUILDING: "yes"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )
    output = ANSI.sub("", done.stdout + done.stderr)
    if done.returncode < 0:
        what = f"{engine} was killed by {signal.Signals(-done.returncode).name}"
        raise BookError(Problem(BUILD, 0, what, "if you did not do that, free some memory and build again"))
    problems = list(dict.fromkeys(_find_problems(output, root)))
    if (done.returncode or problems) and (cause := find_cause(output)):
        problems = [explain(cause, root, f"{BUILD} ({engine})")]
    if done.returncode and not problems:
        last = (output.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        problems = [Problem(BUILD, 0, f"{engine} says: {readable(last)}", FIX)]
    if problems:
        raise BookError(*problems)


def _find_problems(output: str, root: Path) -> list[Problem]:
    if raised := [Problem(f["page"], int(f["line"]), f["what"], f["fix"]) for f in RAISED.finditer(output)]:
        return raised  # the warnings follow from it: they are of links to a page that was not converted
    fix = "correct the link"
    places = ZENSICAL_PLACE.finditer(output)
    found = [Problem(f"docs/{at['page']}", int(at["line"]), at["what"], fix) for at in places]
    for line in output.splitlines():
        if match := MKDOCS_LINK.match(line):
            where = _line_of(match["link"], root / "docs" / match["page"])
            what = f"links to {match['link']}, {match['what'].rstrip('.')}"
            found.append(Problem(f"docs/{match['page']}", where, what, fix))
        elif line.startswith(("WARNING", "ERROR")) and not DIRTY.match(line):
            found.append(Problem("mkdocs.yml", 1, readable(line.partition("-  ")[2] or line), FIX))
    return found


def _line_of(link: str, page: Path) -> int:
    """Return the first line of a page that holds a link, or 1 if the page was deleted."""
    with contextlib.suppress(OSError):
        for number, text in enumerate(page.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if link in text:
                return number
    return 1
