"""Reads the rules of the book from rules.yml: each with its name, its reason, a good and a bad example."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

GUIDE = "CONTRIBUTING.md"


class Rule(NamedTuple):
    """A rule: the section that explains it, its reason, and a part of a file without and with the mistake."""

    section: str
    why: str
    good: str
    bad: str
    file: str

    @property
    def guide(self) -> str:
        """The address of the section that explains it."""
        return f"{GUIDE}#{self.section}"


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its name, in the order of the guide."""
    import yaml  # not before: a reader's browser has no such package, and nobody there asks for a rule

    entries = yaml.safe_load(Path(__file__).with_name("rules.yml").read_text(encoding="utf-8"))
    return {
        name: Rule(entry["section"], entry["why"], entry["good"], entry["bad"], entry.get("in", ""))
        for name, entry in entries.items()
    }
