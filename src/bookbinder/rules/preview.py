"""What a preview does with a page that breaks a rule, and whether what it reported of a page still holds.

A page is shown with what is wrong with it alone, and with what the last check of the whole book found besides.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path

from bookbinder.base.problems import Problem

# A page that breaks one of these rules is not shown: what it holds could run or deceive.
HARMFUL = {"raw-html", "closed-tag", "attributes", "template", "library-block", "fence-options", "link-scheme"}
HARMFUL |= {"image", "block-title", "closed-fence", "page-size"}
# The lists, the tables and the foot of a page that breaks one of these cannot be written.
UNSHOWABLE = {"required-keys", "dates", "known-topic", "question-list", "measured-name", "measured-record"}


def write_report(folder: str, path: str, problems: Iterable[Problem]) -> None:
    """Keep the problems that a page is shown with; without a folder, as in a preview without ./dev, do nothing."""
    if folder:
        file = Path(folder, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(sorted(map(str, problems))), encoding="utf-8")


def write_rest(folder: Path, rest: dict[str, list[Problem]]) -> None:
    """Keep what the check of the whole book found on pages besides what is wrong with each alone."""
    for path, problems in rest.items():
        file = _rest(folder, path)
        if problems or file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(problems), encoding="utf-8")


def read_rest(folder: str, path: str) -> list[Problem]:
    """Return what that check found on a page, if there was one."""
    with contextlib.suppress(FileNotFoundError):
        return [Problem(*one) for one in json.loads(_rest(Path(folder), path).read_text(encoding="utf-8"))]
    return []


def _rest(folder: Path, path: str) -> Path:
    return folder / "rest" / f"{path}.json"


def outdated(problems: dict[str, list[str]], folder: Path) -> set[str]:
    """Return the pages that are shown with other problems than these: any file may have changed them."""
    pages = set()
    for path, lines in problems.items():
        with contextlib.suppress(FileNotFoundError):  # no report yet
            if (folder / path).read_text(encoding="utf-8") != "\n".join(lines):
                pages.add(path)
    return pages
