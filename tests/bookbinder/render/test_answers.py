"""The first sentence of an answer is its verdict."""

from __future__ import annotations

import pytest

from bookbinder.render.answers import mark_verdict, split_verdict


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("Yes. It is.", "Yes."),
        ("Use `a. B` or $x. Y$ here. Then stop.", "Use `a. B` or $x. Y$ here."),
        ("Call [it](x.md) `#!live first.x:.1f`. $K$ stays.", "Call [it](x.md) `#!live first.x:.1f`."),
        ("Cut a. b. short, as by A. et al. Then: more.", "Cut a. b. short, as by A. et al. Then: more."),
        ("No end", "No end"),
    ],
)
def test_a_verdict_ends_where_a_sentence_ends(answer: str, verdict: str) -> None:
    assert split_verdict(answer) == (verdict, answer[len(verdict) :].strip())


def test_the_verdict_is_marked_and_can_be_linked_to() -> None:
    page = ["# Is it?", "", "!!! answer", "    Yes, it", "    is. And so on.", "", "    More.", "", "Text. More text."]
    marked = mark_verdict(page)
    assert marked[:3] + marked[4:] == page[:3] + page[5:]
    assert marked[3].startswith('    <span class="verdict" id="answer">Yes, it is.</span> And so on. <a ')
    assert 'href="#answer"' in marked[3]


def test_a_page_without_an_answer_stays_as_it_is() -> None:
    assert mark_verdict(["# Notation", "", "Text."]) == ["# Notation", "", "Text."]
