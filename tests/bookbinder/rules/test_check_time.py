"""The check takes at most 50 ms for a page of 10 kB and 300 ms for 60 kB, whatever the page repeats.

On a machine that needs longer for a yardstick of plain Python, it may take longer by the same factor.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from bookbinder.base.problems import BookError
from bookbinder.content.book import Book, read_book
from bookbinder.content.page import read_page
from bookbinder.rules import page_check
from bookbinder.rules.page_check import check_pages
from tests.bookbinder.model import ONE, PAGE, write_model
from tests.yardstick import slowness

pytestmark = pytest.mark.tight  # not alone: the time of the process does not count what others do

SIZE, MOST = 10_000, 0.05  # characters, seconds
TRIES = 20  # a machine may be slow for a second; the first in time ends them
# At the end, among words, in the answer, in a heading, and in a title.
PLACES = ["", "A link to", "in $e^2$ words.", "More", "What if?"]

# Whatever opens, closes, ends or names something in Markdown, HTML or LaTeX.
FRAGMENTS = [
    *["](", "![a](", "[a][", "[a]", "[^1]", "[^1]: a\n", "*[", "*[A]: b\n", "](two.md)", "]: two.md\n", "a@b.c "],
    *["<b>", "</b>", "<a ", "<a b='", "<!--", "-->", "&#x", "&lt; ", "https://a.b ", "<https://a.b> ", "'", '"', "="],
    *["`", "`` ", "`a` ", "```\n", "```python\n", "~~~\n", "`#!live first.x:.1f` ", "`#!live "],
    *["$a", "$a$ ", "$$ ", "$$a$$\n\n", "\\", "\\frac{", "\\label{a} ", "\n\\begin{align} ", "\\end{align}"],
    *[
        "{",
        "}",
        "{: .x}",
        "{%",
        "{{",
        "\n",
        "\n\n",
        "\t",
        "    a\n",
        "- ",
        "-\n",
        "\n- a",
        "> ",
        "\n> a",
        "1. ",
        "\n: a",
    ],
    *["# a\n", "## a\n\n", "#", "===\n", '=== "a"\n', '!!! note "a"\n', "??? ", '??? exercise "a?"\n    a\n'],
    *["::: ", ":::\n", "| ", "\n| a | b", "a", "a ", "a! ", "! ", ". ", "a. ", "1 ", "1.25 ", "é", "*", "_", "**a** "],
    *["simply ", "of course ", "(", ")", "\n: a", "[a]b", "[ [a]b", "[a]["],
]
pages = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=8).map(lambda found: "".join(found)) | st.text(
    st.sampled_from("`$[](){}<>!?*_#|:-=\\&^ \nab1."), min_size=1, max_size=12
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The smallest book without a mistake, without the linters, which are processes of their own."""
    root = tmp_path_factory.mktemp("book")
    write_model(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_check, "style_problems", lambda scripts, texts, root: [])
        yield read_book(root)


def _seconds(path: Path, book: Book) -> float:
    start = time.process_time()
    with contextlib.suppress(BookError):
        check_pages([read_page(path, book.root)], book)
    return time.process_time() - start


def _is_in_time(repeated: str, book: Book, place: str = "", size: int = SIZE) -> bool:
    path = book.root / PAGE
    before, found, after = ONE.partition(place) if place else (ONE, "", "")
    path.write_text(before + (repeated * size)[:size] + found + after, encoding="utf-8")
    return any(_seconds(path, book) < MOST * slowness() * size / SIZE for _ in range(TRIES))


@pytest.mark.parametrize("repeated", FRAGMENTS)
def test_a_page_that_repeats_one_text_is_checked_in_time(book: Book, repeated: str) -> None:
    assert _is_in_time(repeated, book)
    assert _is_in_time(repeated, book, size=6 * SIZE)


@settings(max_examples=100, deadline=None, phases=[Phase.explicit, Phase.generate])
@example("*[A]: b\n\\begin{align} ", "")
@example("a     a\n\\begin{align} simply ", "")
@example("](", "What if?")
@example("\\ref{", "A link to")
@example("`*![={_|b<-a", "What if?")
@given(pages, st.sampled_from(PLACES))
def test_a_page_that_repeats_any_text_anywhere_is_checked_in_time(book: Book, repeated: str, place: str) -> None:
    assert _is_in_time(repeated, book, place)
