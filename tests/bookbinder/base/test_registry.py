"""Each rule's good example passes, and its bad one yields exactly one message, of that rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bookbinder.base.registry import GUIDE, Rule, rules
from bookbinder.rules.check import check
from tests.bookbinder.model import FILES, PAGE, write_model
from tests.bookbinder.rules.examples import GONE, write_bad
from tests.conftest import ROOT


def test_the_book_that_holds_every_good_example_breaks_no_rule(tmp_path: Path) -> None:
    write_model(tmp_path)
    assert [name for name, rule in rules().items() if rule.good not in FILES.get(rule.file or PAGE, "")] == []
    assert check(tmp_path, lambda text: None) == []


@pytest.mark.parametrize(("name", "rule"), rules().items(), ids=rules())
def test_the_bad_example_breaks_this_rule_alone(tmp_path: Path, name: str, rule: Rule) -> None:
    write_bad(tmp_path, rule)
    (problem,) = check(tmp_path, lambda text: None)
    assert problem.rule == name
    path, line, what, fix = str(problem).split(":", 3)
    assert (tmp_path / path).exists() or rule.bad == GONE
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
