"""Forty ways to break the book: each fails the build in one line, and keeps the old site."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from bookbinder.base.problems import BookError
from bookbinder.site.build import build
from tests.conftest import Dev, assert_old_site_stands, put_old_site

PAGE = "docs/questions/what-is-a-logit.md"
SNIPPET = "snippets/what-is-a-logit/odds_and_back.py"
RECORD = "snippets/what-is-a-logit/odds_and_back.out"
CONFIG = "mkdocs.yml"
REFERENCES = "docs/references.yml"
FENCE = "```snippet\nwhat-is-a-logit/odds_and_back\n```"
FIGURE = 'figure alt="how the log-odds grow"'
END = "\n"


class Break(NamedTuple):
    """An edit of one file, and a part of the build's message; if the old text is END, the new one is appended."""

    name: str
    file: str
    old: str
    new: str
    says: str


BREAKS = [
    Break("front matter without end", PAGE, "\n---\n# What", "\n# What", "the front matter never ends"),
    Break("front matter not YAML", PAGE, "topic: meaning", "topic: [meaning", "the front matter is not YAML"),
    Break("front matter with a tab", PAGE, "asked_as:\n", "asked_as:\n\t- a\n", "the front matter is not YAML"),
    Break("no topic", PAGE, "topic: meaning\n", "", "the front matter has no topic"),
    Break("unknown topic", PAGE, "topic: meaning", "topic: cats", "there is no topic 'cats'"),
    Break("unknown key", PAGE, "see_also:", "seealso:", "the front matter has an unknown key 'seealso'"),
    Break("follows no page", PAGE, "follows: [from-", "follows: [form-", "follows names 'form-scores"),
    Break("follows itself", PAGE, "follows: [from-scores-to-probabilities]", "follows: [what-is-a-logit]", "circle"),
    Break("related to no page", PAGE, "see_also: [are-", "see_also: [is-", "see_also names 'is-logits"),
    Break("cites nothing", PAGE, "berkson-1944", "berkson-1945", "references names 'berkson-1945'"),
    Break("reviewed is no date", PAGE, "reviewed: 2026", "reviewed: soon 2026", "no date"),
    Break("no title", PAGE, "\n# What", "\nWhat", "the page has 0 titles"),
    Break("two titles", PAGE, "## By hand", "# By hand", "the page has 2 titles"),
    Break("no answer", PAGE, "!!! answer", "!!! note", "the page has 0 answers"),
    Break("two answers", PAGE, '!!! note "Often said"', "!!! answer", "the page has 2 answers"),
    Break("long answer", PAGE, "!!! answer\n", "!!! answer\n" + "    one two three\n" * 20, "the answer has"),
    Break("fence never closed", PAGE, FENCE, FENCE.removesuffix("```"), "is never closed"),
    Break("fence misspelt", PAGE, FENCE, FENCE.replace("snippet", "snipet"), "snipet is not a known language"),
    Break("fence without a name", PAGE, FENCE, FENCE.replace("snippet", ""), "the fence has no language"),
    Break("fence with options", PAGE, FENCE, FENCE.replace("snippet", "snippet hl_lines=1"), "takes no options"),
    Break("figure without words", PAGE, FENCE, FENCE.replace("snippet", "figure"), "takes one option"),
    Break("figure that draws nothing", PAGE, FENCE, FENCE.replace("snippet", FIGURE), "draws nothing"),
    Break("fence empty", PAGE, FENCE, "```snippet\n```", "'' does not name a snippet"),
    Break("fence with two names", PAGE, FENCE, FENCE.replace("\n```", "\na/b\n```"), "does not name a snippet"),
    Break("fence out of the folder", PAGE, "what-is-a-logit/odds_and_back\n", "../README\n", "does not name a snippet"),
    Break("snippet not there", PAGE, "what-is-a-logit/odds_and_back\n", "a/b\n", "there is no snippets/a/b.py"),
    Break("live value not there", PAGE, "odds_and_back.x:", "odds_and_back.y:", "has no value 'y'"),
    Break("live index not there", PAGE, "unnormalised[2]", "unnormalised[3]", "unnormalised[3] does not exist"),
    Break("live array", PAGE, "unnormalised[2]:.3f", "unnormalised", "unnormalised is an array"),
    Break("live format", PAGE, "odds_and_back.x:.4f", "odds_and_back.x:4,f!", "cannot format x"),
    Break("live expression", PAGE, "odds_and_back.x:.4f", "odds_and_back.x + 1", "cannot read the live value"),
    Break("live misspelt", PAGE, "`#!live odds", "`#!alive odds", "`#!alive` is not a known language"),
    Break("live of no snippet", PAGE, "`#!live odds_and_back.", "`#!live odds.", "'odds' names none"),
    Break("number typed by hand", PAGE, END, "It is 1.2345.\n", "1.2345 is typed by hand"),
    Break("formula inline", PAGE, "$p = \\sigma(x)$", "$p = \\sgima(x)$", "cannot be set"),
    Break("formula displayed", PAGE, "\\frac{p}{1-p}", "\\frac{p}{1-p", "cannot be set"),
    Break("link to no page", PAGE, "(are-logits-log-probabilities.md)", "(nowhere.md)", "links to nowhere.md"),
    Break("link to no heading", PAGE, "md#the-formula", "md#no-formula", "no-formula|anchor does not exist"),
    Break("bidirectional override", PAGE, END, "a\u202eb\n", "invisible character U+202E"),
    Break("page too long", PAGE, END, "word " * 30_000, "answer one question a page"),
    Break("snippet raises", SNIPPET, "p = 0.8", "p = 1 / 0", "ZeroDivisionError"),
    Break("snippet is no Python", SNIPPET, "p = 0.8", "p = = 0.8", "SyntaxError"),
    Break("snippet prints something new", SNIPPET, "p = 0.8", "p = 0.9", "now prints"),
    Break("output not recorded as printed", RECORD, "4.0 to 1", "5.0 to 1", "now prints"),
    Break("references not YAML", REFERENCES, "berkson-1944:", "berkson-1944: [", "is not YAML"),
    Break("configuration not YAML", CONFIG, "nav:", "nav: [", "is not YAML"),
    Break(
        "navigation names no page", CONFIG, "questions/what-is-a-logit.md", "questions/nix.md", "nix.md|what-is-a-logit"
    ),
    Break("navigation without a page", CONFIG, "      - questions/what-is-a-logit.md\n", "", "nav does not name"),
]
# What no check finds, but each engine must.
EXTENSION_MISSING = Break(
    "extension missing", CONFIG, "  - bookbinder.extension.page_processor\n", "", "says|shows|anchor"
)


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.name)
def test_a_broken_book_fails_the_build_and_keeps_the_old_site(copy: Path, broken: Break) -> None:
    put_in(copy, broken)
    with pytest.raises(BookError) as error:
        build(copy, "material", copy / "site", lambda _: None)
    assert_refused(copy, broken, str(error.value))


def test_no_engine_starts_on_a_broken_book(copy: Path) -> None:
    (copy / PAGE).write_text("no page", encoding="utf-8")
    with pytest.raises(BookError, match="the page has no front matter"):
        build(copy, "an engine that does not exist", copy / "site", lambda _: None)


@pytest.mark.parametrize("engine", ["material", "zensical"])
def test_a_mistake_that_only_engines_find_fails_the_build_and_keeps_the_old_site(
    copy: Path, dev: Dev, engine: str
) -> None:
    put_in(copy, EXTENSION_MISSING)
    done = dev(copy, "build", "--engine", engine)
    assert done.returncode == 1
    assert_refused(copy, EXTENSION_MISSING, done.stderr)


def put_in(copy: Path, broken: Break) -> None:
    put_old_site(copy)
    file = copy / broken.file
    text = file.read_text(encoding="utf-8")
    assert broken.old in text
    text = text + broken.new if broken.old == END else text.replace(broken.old, broken.new, 1)
    file.write_text(text, encoding="utf-8")


def assert_refused(copy: Path, broken: Break, said: str) -> None:
    assert any(part in said for part in broken.says.split("|")), said
    assert "Traceback" not in said
    for line in said.splitlines():
        place, number, what = line.split(":", 2)
        assert (copy / place).exists()
        assert number.isdigit()
        assert what.count(":") >= 1
    assert_old_site_stands(copy)
