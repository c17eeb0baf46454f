"""The first use of a glossary term on a page links to its entry, and no other use does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown import Markdown

from bookbinder.content.page import Page
from bookbinder.extension.context import Context, Settings, contexts
from bookbinder.extension.glossary_links import TermProcessor

GLOSSARY = """\
# Glossary

Argmax
:   Where the largest value stands. Not the value.

Log-sum-exp (lse, logsumexp)
:   The logarithm of a sum of exponentials.
    It normalises.

Logit (logits)
:   A score before its softmax. More.
"""


@pytest.fixture
def convert(tmp_path: Path):  # type: ignore[no-untyped-def]
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/glossary.md").write_text(GLOSSARY)

    def run(text: str, path: str = "docs/questions/a.md") -> str:
        md = Markdown(extensions=["def_list", "admonition", "tables"])
        contexts[md] = Context(Settings(tmp_path), Page(path), depth=2)
        md.treeprocessors.register(TermProcessor(md), "terms", 15)
        return str(md.convert(text))

    return run


def test_only_the_first_use_of_a_term_is_linked_with_its_meaning(convert) -> None:  # type: ignore[no-untyped-def]
    html = convert("A logit and another logit.\n\nMore logits. No argmaxes, but Argmaxs.")
    assert re.findall(r">([^<]*)</a>", html) == ["logit", "Argmaxs"]
    assert 'A <a class="term" href="../glossary.md#logit" title="A score before its softmax.">logit</a> and' in html


def test_an_alias_leads_to_the_same_entry_as_the_term(convert) -> None:  # type: ignore[no-untyped-def]
    html = convert("The LSE, that is log-sum-exp.")
    assert re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', html) == [("../glossary.md#log-sum-exp", "LSE")]
    assert 'title="The logarithm of a sum of exponentials."' in html


def test_the_words_of_the_text_and_their_order_are_kept(convert) -> None:  # type: ignore[no-untyped-def]
    text = "An argmax *of* a logit, then lse; and the end."
    html = convert(text)
    assert re.sub(r"<[^>]*>", "", html) == text.replace("*", "")
    assert html.count("<a") == 3


@pytest.mark.parametrize(
    "text",
    [
        "# The logit",
        "[the logit](b.md)",
        "`logit`",
        "    logit",
        "logitbook and pre-logit",
        '!!! note "A logit"\n    text',
        "a | logit\n--|--\n1 | 2",
    ],
    ids=["heading", "link", "code", "listing", "part of a word", "title of a block", "head of a table"],
)
def test_a_term_outside_running_text_is_not_linked(convert, text: str) -> None:  # type: ignore[no-untyped-def]
    assert 'class="term"' not in convert(text)


def test_the_glossarys_entries_have_anchors_and_no_links(convert) -> None:  # type: ignore[no-untyped-def]
    html = convert(GLOSSARY, "docs/glossary.md")
    assert re.findall(r'<dt id="([^"]*)"', html) == ["argmax", "log-sum-exp", "logit"]
    assert 'class="term"' not in html
