"""Mistakes made on purpose in a page that was just started: each is one line, in check, serve and test -k alike."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown import Markdown

from bookbinder.base.exit import exit_code
from bookbinder.base.problems import BookError
from bookbinder.cli.new_question import new_question
from bookbinder.cli.suite import run_suite
from bookbinder.content.book import read_book
from bookbinder.extension.context import Settings
from bookbinder.extension.page_processor import PagePreprocessor
from bookbinder.rules.check import check
from tests.bookbinder.model import write_model

pytestmark = pytest.mark.no_cover  # measured, they take half as long again; the tests of mistakes run the same lines

SLUG = "hedgehogs-roll-up"
PAGE, SCRIPT, RECORD = f"docs/questions/{SLUG}.md", f"snippets/{SLUG}/first.py", f"snippets/{SLUG}/first.out"
SECOND, NAV = f"snippets/{SLUG}/second.py", f"      - questions/{SLUG}.md\n"
SHOWN = f"```snippet\n{SLUG}/first\n```\n"
FOLDED = f"    ```snippet\n    {SLUG}/first\n    ```\n"
MORE = "## The formula\n"  # below which there is room
Columns = Callable[[], dict[str, list[str]]]


class Mistake(NamedTuple):
    """A file, a pattern (none in a new file), its replacement, and a part of the message."""

    file: str
    good: str
    bad: str
    says: str


def below(text: str) -> tuple[str, str, str]:
    """Return an edit that adds a paragraph to the page."""
    return PAGE, MORE, f"{MORE}\n{text}\n"


TWENTY = [
    Mistake(PAGE, "topic: meaning", "topic: meanings", "there is no topic 'meanings'"),
    Mistake(PAGE, r"follows: \[one\]", "follows: [onee]", "follows names 'onee', which does not exist: write one"),
    Mistake(PAGE, r"see_also: \[\]", f"see_also: [{SLUG}]", "see_also names the page itself"),
    Mistake(PAGE, r"references: \[\]", "references: [a-1991]", "references names 'a-1991'"),
    Mistake(PAGE, "added: [0-9-]+", "added: 2126-01-31", "added is 2126-01-31, which is in the future"),
    Mistake(PAGE, "reviewed: [0-9-]+", "reviewed: yesterday", "reviewed is 'yesterday', not a date"),
    Mistake(PAGE, "---\ntopic", "---\ntags: [a]\ntopic", "an unknown key 'tags'"),
    Mistake(PAGE, "  (- Why do.*)\n", r"  \1\n  \1\n", "repeats the phrasing in line"),
    Mistake(PAGE, "# Why do hedgehogs roll up.", "# Why do hedgehogs roll up", "is not a question"),
    Mistake(PAGE, "The answer. ", "The answer. " + "And more. " * 40, "the answer has "),
    Mistake(PAGE, "rises from `#!live first.p", "rises from `#!live first.q", "has no value 'q'"),
    Mistake(PAGE, r"\(one.md\)", "(onne.md)", "links to onne.md, which does not exist: write one.md"),
    Mistake(*below(r"By $\\sgima(\\theta)$ it is so."), r"'\sgima(\theta)' cannot be set"),
    Mistake(*below("It is 12.345 long."), "12.345 is typed by hand"),
    Mistake(*below("Obviously it rolls."), 'contains the filler "obviously"'),
    Mistake(*below("It rolls up teh hill."), "'teh' is misspelt: write the"),
    Mistake(*below("A <font>ball</font> of spines."), "<font>"),
    Mistake(*below("Two spines:\n- a long one"), "a list directly below text"),
    Mistake(SCRIPT, r"p = softmax\(z\)", "p=softmax(z)", "is not formatted like the other scripts"),
    Mistake(SECOND, "", "print(2)\n", "no page shows this snippet"),
]
# Mistakes that hide others, or contradict one of the twenty.
ALONE = [
    Mistake(PAGE, FOLDED, FOLDED.removesuffix("    ```\n"), "the fence ```snippet is never closed"),
    Mistake(*below("```python\nx = 1\n\n" + SHOWN), "the fence ```python is never closed"),
    Mistake(*below("```text\nx\n\n```python\ny\n```"), "the fence ```text is never closed"),
    Mistake(
        PAGE,
        rf'\?\?\? example "The script"\n{FOLDED}',
        f'=== "A"\n\n    ```python\n    x\n\nText.\n\n{SHOWN}',
        "the fence ```python is never closed",
    ),
    Mistake(PAGE, "```snippet", "```snipet", "snipet is not a known language: write ```snippet"),
    Mistake(PAGE, "topic: meaning", "topic: [meaning", "is not YAML"),
    Mistake(PAGE, "The answer", "The\u202e answer", "the invisible character U+202E"),
    Mistake(PAGE, "reviewed: [0-9-]+", "reviewed: 2020-01-01", "reviewed is 2020-01-01, before the page was added"),
    Mistake(PAGE, f"{SLUG}/first\n", f"{SLUG}/frist\n", f"there is no snippets/{SLUG}/frist.py"),
    Mistake(PAGE, r"answer\n", "anwser\n", "'!!! anwser' does not open a block"),
    Mistake(PAGE, "    The answer.", "The answer.", "is outside the block"),
    Mistake(PAGE, r"\?\?\? exercise", r"??? exercise $\\pi$", r"'??? exercise $\pi$ "),
    Mistake(SCRIPT, r"softmax\(z\)", "softmaxx(z)", "NameError"),
    Mistake(SCRIPT, "import softmax", "import softmaxx", "ImportError"),
    Mistake(SCRIPT, "import numpy as np\n", "import math\n\nimport numpy as np\n", "`math` imported but unused"),
    Mistake(SCRIPT, "z = ", "z = = ", "SyntaxError"),
    Mistake(SCRIPT, "2.0, 1.0", "2.0, 1.5", "now prints"),
    Mistake(SCRIPT, "\np = ", "\n" + "# more\n" * 24 + "p = ", "the script has "),
    Mistake(SCRIPT, "import numpy as np\n", "import numpy as np\r\n", "has CRLF line endings"),
    Mistake(RECORD, "logits: ", "logit:  ", "now prints"),
    Mistake(f"snippets/{SLUG}/lone.out", "", "1\n", "no snippet has this output"),
    Mistake(f"snippets/{SLUG}/Big.py", "", "print(1)\n", "a snippet is a file snippets/PAGE/NAME.py"),
    Mistake("mkdocs.yml", NAV, "", f"nav does not name questions/{SLUG}.md"),
    Mistake("mkdocs.yml", NAV, NAV + NAV, f"nav names questions/{SLUG}.md twice"),
    Mistake(PAGE, "# Why do hedgehogs roll up.", "# The question?", "docs/questions/one.md has the same title"),
]


@pytest.fixture
def book(tmp_path: Path, root: Path) -> Path:
    write_model(tmp_path)
    shutil.copy(root / "pyproject.toml", tmp_path)
    (tmp_path / "src/logitbook").mkdir(parents=True)  # by which the linter tells the library from other packages
    new_question(read_book(tmp_path), "Why do hedgehogs roll up?", "meaning", ["one"])
    return tmp_path


@pytest.fixture
def columns(book: Path, capsys: pytest.CaptureFixture[str]) -> Columns:
    """What check, check PAGE, serve and test -k report, without the line that says that the page is unfinished."""

    def served() -> None:
        """Convert the page as an engine does in a preview."""
        processor = PagePreprocessor(Markdown(), Settings(book, is_preview=True))
        processor.preview(f"questions/{SLUG}.md", (book / PAGE).read_text().splitlines())

    def said(run: Callable[[], object]) -> list[str]:
        capsys.readouterr()
        run()
        lines = capsys.readouterr().err.splitlines()
        return [line for line in lines if ": unfinished: " not in line and not line.startswith("./dev test: 1 of 3")]

    return lambda: {
        "check": said(lambda: exit_code(lambda: raise_all(book, []), "./dev check")),
        "check PAGE": said(lambda: exit_code(lambda: raise_all(book, [str(book / PAGE)]), "./dev check")),
        "serve": said(served),
        "test -k": said(lambda: exit_code(lambda: run_suite(book, False, ["-k", SLUG], print), "./dev test")),
    }


def raise_all(book: Path, paths: list[str]) -> int:
    raise BookError(*check(book, lambda text: None, paths))


def make(book: Path, mistake: Mistake) -> None:
    file = book / mistake.file
    text = file.read_text() if mistake.good else ""
    bad, made = re.subn(mistake.good, mistake.bad, text, count=1) if mistake.good else (mistake.bad, 1)
    assert made
    file.write_bytes(bad.encode())


def test_a_new_page_has_no_mistakes(columns: Columns) -> None:
    assert columns() == {"check": [], "check PAGE": [], "serve": [], "test -k": []}


@pytest.mark.parametrize("mistake", [*TWENTY, *ALONE], ids=lambda mistake: mistake.says.strip())
def test_one_mistake_is_the_same_line_in_every_command(book: Path, columns: Columns, mistake: Mistake) -> None:
    make(book, mistake)
    said = columns()
    (line,) = said["check"]
    assert mistake.says in line
    assert re.match(r"[\w./-]+:\d+: ", line)
    assert [*said.values()] == [[line]] * 4


def test_twenty_mistakes_are_the_same_twenty_lines_in_every_command(book: Path, columns: Columns) -> None:
    assert len(TWENTY) == 20
    for mistake in TWENTY:
        make(book, mistake)
    said = columns()
    assert len(said["check"]) == 20
    for mistake in TWENTY:
        assert sum(mistake.says in line for line in said["check"]) == 1, mistake
    assert [*said.values()] == [said["check"]] * 4
