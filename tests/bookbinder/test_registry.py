"""Each rule's good example passes, and its bad one yields exactly one message, of that rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bookbinder.check import check
from bookbinder.registry import GUIDE, Rule, rules
from tests.bookbinder.model import FILES, PAGE, filler, write_model

ROOT = Path(__file__).resolve().parents[2]
FILLED = {
    "{long} ": "word " * 25_000,
    "{sixty}": "And more. " * 30,
    "{essay}": filler("essay") + filler("again"),
    "{winding}": " ".join(f"and{number}" for number in range(400)) + ".\n\n",
    "{lines}": "x += 0\n" * 24,
}


@pytest.mark.parametrize(("name", "rule"), rules().items(), ids=rules())
def test_the_bad_example_breaks_this_rule_alone_and_the_good_one_none(tmp_path: Path, name: str, rule: Rule) -> None:
    write_model(tmp_path)
    file, text = tmp_path / (rule.file or PAGE), FILES.get(rule.file or PAGE, "")
    assert rule.good in text
    assert check(tmp_path, lambda text: None) == []
    bad = rule.bad
    for mark, filling in FILLED.items():
        bad = bad.replace(mark, filling)
    if bad == "{missing}":
        file.unlink()
    elif bad == "{cut}":
        file.write_text(text.partition(rule.good)[0])
    else:
        file.write_bytes(text.replace(rule.good, bad, 1).encode("utf-8", "surrogateescape"))
    (problem,) = check(tmp_path, lambda text: None)
    assert problem.rule == name
    path, line, what, fix = str(problem).split(":", 3)
    assert (tmp_path / path).exists() or bad == "{missing}"
    assert int(line) >= 1
    assert what.strip()
    assert fix.rstrip().endswith(f"({rule.guide})")


def test_every_rule_is_explained_in_a_paragraph_of_the_guide() -> None:
    guide = (ROOT / GUIDE).read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^a-z -]", "", title.lower()).replace(" ", "-") for title in re.findall("(?m)^#+ (.*)$", guide)
    }
    assert {rule.section for rule in rules().values()} <= headings


@pytest.mark.parametrize("rule", rules().values(), ids=rules())
def test_why_is_one_sentence(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z][^.]*\.", rule.why)
