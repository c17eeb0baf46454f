"""Lists of questions come from front matter, in reading order, with links relative to the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.base.problems import BookError
from bookbinder.content.book import Book, read_book
from bookbinder.content.page import Page, read_page
from bookbinder.render.question_lists import expand_lists

QUESTION = """\
---
topic: {topic}
asked_as: [why]
follows: [{follows}]
references: [a-1990]
added: 2026-01-0{day}
reviewed: 2026-01-05
---
# Is it {slug}?

!!! answer
    It is `#!live first.x:.1f`,
    see [the first](a.md#top) and [below](#more). More is on its page.

```snippet
{slug}/first
```
"""


@pytest.fixture
def book(tmp_path: Path) -> Book:
    (tmp_path / "docs/questions").mkdir(parents=True)
    (tmp_path / "docs/topics/meaning").mkdir(parents=True)
    for slug, topic, follows, day in (("a", "meaning", "c", 1), ("b", "losses", "", 3), ("c", "meaning", "", 2)):
        text = QUESTION.format(slug=slug, topic=topic, follows=follows, day=day)
        (tmp_path / f"docs/questions/{slug}.md").write_text(text)
    (tmp_path / "docs/references.yml").write_text("a-1990: {authors: A, year: 1990, title: T}\n")
    topics = ("meaning", "losses", "softmax")
    sections = "".join(f"  - {topic.title()}:\n      - topics/{topic}/index.md\n" for topic in topics)
    (tmp_path / "mkdocs.yml").write_text(f"nav:\n{sections}")
    return read_book(tmp_path)


def expand(name: str, book: Book, at: str = "docs/index.md") -> str:
    lines = ["before", "```questions", name, "```", "after"]
    return "\n".join(expand_lists(lines, Page(at), book))


def test_a_topic_lists_its_questions_after_those_that_raise_them(book: Book) -> None:
    text = expand("topic meaning", book, "docs/topics/meaning/index.md")
    assert text.index("[Is it c?](../../questions/c.md)") < text.index("[Is it a?](../../questions/a.md)")
    assert "Is it b?" not in text
    assert text.startswith("before\n")
    assert text.endswith("\nafter")


@pytest.mark.parametrize("name", ["topic losses", "all", "newest 3"])
def test_below_a_question_stands_its_verdict_with_full_names_and_links(book: Book, name: str) -> None:
    text = expand(name, book, "docs/topics/losses/index.md")
    links = "see [the first](../../questions/a.md#top) and [below](../../questions/b.md#more)."
    assert f"[Is it b?](../../questions/b.md)\n\n    It is `#!live b/first.x:.1f`, {links}\n" in text


def test_the_newest_questions_come_first(book: Book) -> None:
    text = expand("newest 2", book)
    assert text.index("[Is it b?](questions/b.md)") < text.index("[Is it c?](questions/c.md)")
    assert "Is it a?" not in text


def test_every_topic_with_questions_is_counted(book: Book) -> None:
    text = expand("topics", book)
    assert "[Meaning](topics/meaning/index.md) 2" in text
    assert "[Losses](topics/losses/index.md) 1" in text
    assert "Decoding" not in text


def test_all_questions_are_listed_by_topic(book: Book) -> None:
    text = expand("all", book, "docs/topics/index.md")
    assert text.index("## [Meaning](meaning/index.md)") < text.index("(../questions/a.md)")
    assert text.index("(../questions/a.md)") < text.index("## [Losses](losses/index.md)")


def test_a_reference_names_the_pages_that_cite_it(book: Book) -> None:
    text = expand("references", book)
    cited = text.partition("Cited in: ")[2].partition("\n")[0]
    assert sorted(cited.split("; ")) == [f"[Is it {slug}?](questions/{slug}.md)" for slug in "abc"]


@pytest.mark.parametrize("name", ["", "topic", "topic cats", "newest", "newest few", "everything"])
def test_a_list_that_does_not_exist_stops_the_build(book: Book, name: str) -> None:
    page = book.root / "docs/index.md"
    page.write_text(f"# Home\n\n```questions\n{name}\n```\n")
    with pytest.raises(BookError, match=rf"docs/index\.md:3: there is no list {name!r}: write topic NAME"):
        expand_lists(page.read_text().split("\n"), read_page(page, book.root), book)
