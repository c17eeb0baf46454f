"""What a preview does with a page that breaks a rule, and whether what it reported of a page still holds."""

from __future__ import annotations

import contextlib
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


def outdated(problems: dict[str, list[str]], folder: Path) -> set[str]:
    """Return the pages that are shown with other problems than these: any file may have changed them."""
    pages = set()
    for path, lines in problems.items():
        with contextlib.suppress(FileNotFoundError):  # no report yet
            if (folder / path).read_text(encoding="utf-8") != "\n".join(lines):
                pages.add(path)
    return pages
