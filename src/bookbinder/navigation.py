"""The rule that the navigation names every page once, and no other: Zensical says nothing of either."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bookbinder.config import CONFIG, read_config
from bookbinder.errors import Problem


def navigation_problems(root: Path) -> Iterator[Problem]:
    """Yield pages that the navigation lacks, and entries that name no page."""
    try:
        config = read_config(root)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        yield Problem(CONFIG, line, f"is not YAML ({error.problem})", "mend the line", "navigation-file")
        return
    lines = (root / CONFIG).read_text(encoding="utf-8").splitlines()
    pages = {path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")}
    named = list(_entries(config.get("nav")))
    for entry in dict.fromkeys(named):
        line = next((number for number, line in enumerate(lines, 1) if entry in line), 1)
        if entry not in pages:
            yield Problem(
                CONFIG,
                line,
                f"nav names {entry}, which is not in docs/",
                "correct or delete the entry",
                "navigation-known",
            )
        elif named.count(entry) > 1:
            yield Problem(CONFIG, line, f"nav names {entry} twice", "delete one of them", "navigation-once")
    start = next((number for number, line in enumerate(lines, 1) if line.startswith("nav:")), 1)
    for page in sorted(pages - set(named)) if pages >= set(named) else []:  # else the wrong entry may be meant for it
        yield Problem(
            CONFIG, start, f"nav does not name {page}", "add it where it is to be read", "navigation-complete"
        )


def _entries(item: Any) -> Iterator[str]:
    """Yield the pages that a part of the navigation names, in order."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, dict | list):
        for part in item.values() if isinstance(item, dict) else item:
            yield from _entries(part)
