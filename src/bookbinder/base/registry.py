"""The rules of the book, as rules.yml holds them: what each is called, why it is there, and an example of each side."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

GUIDE = "CONTRIBUTING.md"


class Rule(NamedTuple):
    """A rule: where it is explained, why, and a piece of a file without the mistake and with it."""

    section: str
    why: str
    good: str
    bad: str
    file: str

    @property
    def guide(self) -> str:
        """The paragraph that explains it."""
        return f"{GUIDE}#{self.section}"


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its name, in the order of the guide."""
    entries = yaml.safe_load(Path(__file__).with_name("rules.yml").read_text(encoding="utf-8"))
    return {
        name: Rule(entry["section"], entry["why"], entry["good"], entry["bad"], entry.get("in", ""))
        for name, entry in entries.items()
    }
