"""Puts the examples of rules.yml into the smallest book."""

from __future__ import annotations

from pathlib import Path

from bookbinder.base.registry import Rule
from tests.bookbinder.model import FILES, PAGE, filler, write_model

# What an example needs much of.
FILLED = {
    "{long} ": "word " * 25_000,
    "{sixty}": "And more. " * 30,
    "{essay}": filler("essay") + filler("again"),
    "{winding}": " ".join(f"and{number}" for number in range(400)) + ".\n\n",
    "{padding}": filler("padding").partition("So padding13")[0],
    "{lines}": "x += 0\n" * 24,
}
GONE, CUT = "{missing}", "{cut}"


def write_good(book: Path, rule: Rule) -> None:
    """Write the smallest book, which holds the good example."""
    write_model(book)
    assert rule.good in FILES.get(rule.file or PAGE, "")


def write_bad(book: Path, rule: Rule) -> None:
    """Write it with the bad example in place of the good one."""
    write_good(book, rule)
    file, text = book / (rule.file or PAGE), FILES.get(rule.file or PAGE, "")
    bad = rule.bad
    for mark, filling in FILLED.items():
        bad = bad.replace(mark, filling)
    if bad == GONE:
        file.unlink()
    elif bad == CUT:
        file.write_text(text.partition(rule.good)[0])
    else:
        file.write_bytes(text.replace(rule.good, bad, 1).encode("utf-8", "surrogateescape"))
