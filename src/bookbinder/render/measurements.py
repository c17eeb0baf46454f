"""What benchmarks measured, for pages to show: a `measured` fence names a table, inline code names a figure.

    ```measured
    math speed
    ```

    A fresh Python takes `#!measured snippets.median.fresh:.0f` milliseconds.

A build measures nothing: it would take minutes, and no two sites would be equal. `./dev bench NAME --record` measures,
and pages show its record in benchmarks/results/.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bookbinder.base.problems import BookError, Problem, Wrong
from bookbinder.content.number_format import format_value
from bookbinder.content.page import FIGURE, Page
from bookbinder.render.measurement_tables import PEERS, TABLES
from bookbinder.render.typeset_number import typeset_number

RESULTS = "benchmarks/results"
FENCE = re.compile(r"^(?P<indent> *)```measured\n *(?P<table>.*)\n *```$", flags=re.MULTILINE)
BENCHMARKS = sorted({name.partition(" ")[0] for name in TABLES})
ENGINES = {"mkdocs-material": "Material for MkDocs", "markdown-exec": "markdown-exec", "zensical": "Zensical"}
PACKAGES = {"python": "Python", "numpy": "NumPy", "scikit-learn": "scikit-learn", **PEERS, **ENGINES}
DAMAGED = (KeyError, TypeError, ValueError, AttributeError)  # what reading a damaged record raises


def expand_measured(lines: list[str], page: Page, root: Path) -> list[str]:
    """Replace the tables and figures that a page names by Markdown, or raise BookError."""
    if problems := list(measured_problems(page, root)):
        raise BookError(*problems)

    def table(fence: re.Match[str]) -> str:
        return "\n".join(fence["indent"] + line for line in _table(fence["table"].strip(), root))

    def figure(match: re.Match[str]) -> str:
        text = _figure(match, root)
        return f'<span class="measured" data-from="{match["name"].strip()}">{text}</span>'

    return FIGURE.sub(figure, FENCE.sub(table, "\n".join(lines))).split("\n")


def measured_problems(page: Page, root: Path) -> Iterator[Problem]:
    """Yield the names in a page that were not measured, and the records that cannot be read."""
    named: list[tuple[int, Callable[[Any, Path], object], Any]]
    named = [(fence.line, _table, fence.body.strip()) for fence in page.fences if fence.language == "measured"]
    for line, text in page.prose.items():
        named += [(line, _figure, match) for match in FIGURE.finditer(text)]
    for line, show, what in named:
        try:
            show(what, root)
        except Wrong as wrong:
            yield wrong.problem(page.path, line)
        except BookError as error:
            yield from error.problems


def _table(name: str, root: Path) -> list[str]:
    if name not in TABLES:
        raise Wrong(f"there is no table {name!r}", f"name one of: {', '.join(TABLES)}", "measured-name")
    benchmark = name.partition(" ")[0]
    record = _record(benchmark, root)
    try:
        lines = TABLES[name](record["figures"]).markdown()
        return [*lines, "", f"{_circumstances(record)} Repeat it: `./dev bench {benchmark}`.", "{ .record }"]
    except DAMAGED:
        raise _damaged(benchmark, 1, f"lacks what the table {name!r} shows") from None


def _circumstances(record: Any) -> str:
    day, machine = date.fromisoformat(record["day"]), record["machine"]
    versions = ", ".join(
        f"{name} {html.escape(record['versions'][key])}" for key, name in PACKAGES.items() if key in record["versions"]
    )
    where = f"{machine['cores']:d} cores ({html.escape(machine['processor'])})"
    return f"Measured on {day.day} {day:%B %Y}, on a machine of {where}, with {versions}."


def _figure(match: re.Match[str], root: Path) -> str:
    benchmark, *keys = match["name"].strip().split(".")
    if benchmark not in BENCHMARKS:
        raise Wrong(f"there is no benchmark {benchmark!r}", f"name one of: {', '.join(BENCHMARKS)}", "measured-name")
    value, so_far = _record(benchmark, root).get("figures"), benchmark
    for key in keys:
        if not isinstance(value, dict) or key not in value:
            fix = f"write one of: {', '.join(value)}" if isinstance(value, dict) else f"write {so_far}"
            raise Wrong(f"{so_far} has no figure {key!r}", fix, "measured-name")
        value, so_far = value[key], f"{so_far}.{key}"
    if isinstance(value, dict):
        raise Wrong(f"{so_far} is more than one figure", f"add one of: {', '.join(value)}", "measured-name")
    try:
        return html.escape(typeset_number(format_value(value, match["format"] or "")), quote=False)
    except ValueError as error:
        raise Wrong(f"cannot format {so_far}: {error}", "correct the format after the colon", "measured-name") from None


def _record(benchmark: str, root: Path) -> dict[str, Any]:
    file = root / RESULTS / f"{benchmark}.json"
    try:
        record = json.loads(file.read_text(encoding="utf-8"), parse_constant=str)  # NaN is not a figure
    except FileNotFoundError:
        raise _damaged(benchmark, 1, "is missing") from None
    except ValueError as error:
        raise _damaged(benchmark, getattr(error, "lineno", 1), f"is not JSON ({error})") from None
    if not isinstance(record, dict):
        raise _damaged(benchmark, 1, "is not a record")
    return record


def _damaged(benchmark: str, line: int, what: str) -> BookError:
    return BookError(Problem(f"{RESULTS}/{benchmark}.json", line, what, "restore it from git", "measured-record"))
