"""Forty ways to break the book: each fails the build in one line, and keeps the old site."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from bookbinder.base.problems import BookError, Problem
from bookbinder.rules.check import check
from bookbinder.site import build as building
from bookbinder.site.build import build
from tests.bookbinder.model import ONE, PAGE
from tests.conftest import Dev, assert_old_site_stands, put_old_site

SNIPPET = "snippets/one/first.py"
RECORD = "snippets/one/first.out"
CONFIG = "mkdocs.yml"
REFERENCES = "docs/references.yml"
FENCE = "```snippet\none/first\n```"
FIGURE = 'figure caption="Where it grows." alt="how the log-odds grow"'
END = "\n"


class Break(NamedTuple):
    """An edit of one file, and a part of the build's message; if the old text is END, the new one is appended."""

    name: str
    file: str
    old: str
    new: str
    says: str


BREAKS = [
    Break("front matter without end", PAGE, "\n---\n# The", "\n# The", "the front matter never ends"),
    Break("front matter not YAML", PAGE, "topic: meaning", "topic: [meaning", "the front matter is not YAML"),
    Break("front matter with a tab", PAGE, "asked_as:\n", "asked_as:\n\t- a\n", "the front matter is not YAML"),
    Break("no topic", PAGE, "topic: meaning\n", "", "the front matter has no topic"),
    Break("unknown topic", PAGE, "topic: meaning", "topic: cats", "there is no topic 'cats'"),
    Break("unknown key", PAGE, "see_also:", "seealso:", "the front matter has an unknown key 'seealso'"),
    Break("follows no page", PAGE, "follows: [two]", "follows: [tow]", "follows names 'tow'"),
    Break("follows itself", PAGE, "follows: [two]", "follows: [one]", "circle"),
    Break("related to no page", PAGE, "see_also: [two]", "see_also: [tow]", "see_also names 'tow'"),
    Break("cites nothing", PAGE, "a-1990", "a-1991", "references names 'a-1991'"),
    Break("reviewed is no date", PAGE, "reviewed: 2026", "reviewed: soon 2026", "not a date"),
    Break("no title", PAGE, "\n# The", "\nThe", "the page has 0 titles"),
    Break("two titles", PAGE, "## More", "# More", "the page has 2 titles"),
    Break("no answer", PAGE, "!!! answer", "!!! note", "the page has 0 answers"),
    Break("two answers", PAGE, '??? exercise "What if?"', "!!! answer", "the page has 2 answers"),
    Break("long answer", PAGE, "!!! answer\n", "!!! answer\n" + "    one two three\n" * 20, "the answer has"),
    Break("fence never closed", PAGE, FENCE, FENCE.removesuffix("```"), "is never closed"),
    Break("fence misspelt", PAGE, FENCE, FENCE.replace("snippet", "snipet"), "snipet is not a known language"),
    Break("fence without a name", PAGE, FENCE, FENCE.replace("snippet", ""), "the fence has no language"),
    Break("fence with options", PAGE, FENCE, FENCE.replace("snippet", "snippet hl_lines=1"), "takes no options"),
    Break("figure without words", PAGE, FENCE, FENCE.replace("snippet", "figure"), "takes a caption"),
    Break("figure that draws nothing", PAGE, FENCE, FENCE.replace("snippet", FIGURE), "draws nothing"),
    Break("fence empty", PAGE, FENCE, "```snippet\n```", "'' does not name a snippet"),
    Break("fence with two names", PAGE, FENCE, FENCE.replace("\n```", "\na/b\n```"), "does not name a snippet"),
    Break("fence out of the folder", PAGE, "one/first\n", "../README\n", "does not name a snippet"),
    Break("snippet not there", PAGE, "one/first\n", "a/b\n", "there is no snippets/a/b.py"),
    Break("live value not there", PAGE, "first.x:", "first.y:", "has no value 'y'"),
    Break("live index not there", PAGE, "first.row[0]", "first.row[1]", "row[1] does not exist"),
    Break("live array", PAGE, "first.row[0]:.2f", "first.row", "row is an array"),
    Break("live format", PAGE, "first.x:.1f", "first.x:4,f!", "cannot format x"),
    Break("live expression", PAGE, "first.x:.1f", "first.x + 1", "cannot read the live value"),
    Break("live misspelt", PAGE, "`#!live first", "`#!alive first", "`#!alive` is not a known language"),
    Break("live of no snippet", PAGE, "`#!live first.", "`#!live odds.", "'odds' names none"),
    Break("number typed by hand", PAGE, END, "It is 1.2345.\n", "1.2345 is typed by hand"),
    Break("formula inline", PAGE, "$e^2$", "$\\sgima(x)$", "cannot be set"),
    Break("formula displayed", PAGE, "\\frac{p}{1-p}", "\\frac{p}{1-p", "cannot be set"),
    Break("link to no page", PAGE, "(two.md#more)", "(nowhere.md)", "links to nowhere.md"),
    Break("link to no heading", PAGE, "md#more", "md#no-more", "no-more|anchor does not exist"),
    Break("bidirectional override", PAGE, END, "a\u202eb\n", "invisible character U+202E"),
    Break("page too long", PAGE, END, "word " * 30_000, "answer one question a page"),
    Break("snippet raises", SNIPPET, "x = 1.25", "x = 1 / 0", "ZeroDivisionError"),
    Break("snippet is no Python", SNIPPET, "x = 1.25", "x = = 1.25", "SyntaxError"),
    Break("snippet prints something new", SNIPPET, "x = 1.25", "x = 1.5", "now prints"),
    Break("output not recorded as printed", RECORD, "1.25", "1.5", "now prints"),
    Break("references not YAML", REFERENCES, "a-1990:", "a-1990: [", "is not YAML"),
    Break("configuration not YAML", CONFIG, "nav:", "nav: [", "is not YAML"),
    Break("navigation names no page", CONFIG, "questions/one.md", "questions/nix.md", "nix.md|one.md"),
    Break("navigation without a page", CONFIG, "      - questions/one.md\n", "", "nav does not name"),
]
# What no check finds, but each engine must.
EXTENSION_MISSING = Break(
    "extension missing", CONFIG, "  - bookbinder.extension.page_processor\n", "", "says|shows|anchor"
)


MORE = "It is `#!live first.row[0]:.2f` too.\n\n$$\n\\frac{p}{1-p}\n$$\n\n## More\n"


@pytest.fixture
def book(small: Path) -> Path:
    """A book that has all that is to be broken, and an old site."""
    page = ONE.replace("references:", "see_also: [two]\nreferences:").replace("## More\n", MORE)
    (small / PAGE).write_text(page, encoding="utf-8")
    (small / SNIPPET).write_text("import numpy as np\n\nx = 1.25\nrow = np.array([x])\nprint(x)\n", encoding="utf-8")
    put_old_site(small)
    return small


def test_the_book_has_no_problems_before_it_is_broken(book: Path) -> None:
    assert check(book, lambda _: None) == []


# Two of those that are found only while an engine works: it accepts the first, and fails on the second.
BESIDE_ENGINE = {"snippet prints something new", "figure that draws nothing"}


def fail_at_once(*_: object) -> None:
    raise BookError(Problem("mkdocs.yml", 1, "the engine fails", "correct it"))


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.name)
def test_a_broken_book_fails_the_build_and_keeps_the_old_site(
    book: Path, broken: Break, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two are found beside a true engine, which takes seconds, the others without one or beside one that fails."""
    put_in(book, broken)
    if broken.name not in BESIDE_ENGINE:
        monkeypatch.setattr(building, "run_engine", fail_at_once)
    with pytest.raises(BookError) as error:
        build(book, "material", book / "site", lambda _: None)
    assert_refused(book, broken, str(error.value))


def test_no_engine_starts_on_a_broken_book(book: Path) -> None:
    (book / PAGE).write_text("no page", encoding="utf-8")
    with pytest.raises(BookError, match="the page has no front matter"):
        build(book, "an engine that does not exist", book / "site", lambda _: None)


@pytest.mark.parametrize("engine", ["material", "zensical"])
def test_a_mistake_that_only_engines_find_fails_the_build_and_keeps_the_old_site(
    book: Path, dev: Dev, engine: str
) -> None:
    put_in(book, EXTENSION_MISSING)
    done = dev(book, "build", "--engine", engine)
    assert done.returncode == 1
    assert_refused(book, EXTENSION_MISSING, done.stderr)


def put_in(book: Path, broken: Break) -> None:
    file = book / broken.file
    text = file.read_text(encoding="utf-8")
    assert broken.old in text
    text = text + broken.new if broken.old == END else text.replace(broken.old, broken.new, 1)
    file.write_text(text, encoding="utf-8")


def assert_refused(book: Path, broken: Break, said: str) -> None:
    assert any(part in said for part in broken.says.split("|")), said
    assert "Traceback" not in said
    for line in said.splitlines():
        place, number, what = line.split(":", 2)
        assert (book / place).exists()
        assert number.isdigit()
        assert what.count(":") >= 1
    assert_old_site_stands(book)
