"""mkdocs.yml can load only the book's own code, and its navigation consists of titles and pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.base.problems import BookError
from bookbinder.preview.server import serve
from bookbinder.rules.check import check
from bookbinder.rules.configuration import configuration_problems
from tests.bookbinder.model import CONFIG, write_model

PAGE = "      - questions/one.md\n"
CODE = [
    "hooks: [hook.py]",
    '"hooks": [hook.py]',
    "? hooks\n: [hook.py]",
    "!ENV [X, hooks]: [hook.py]",
    "<<: {hooks: [hook.py]}",
    "INHERIT: ../other.yml",
    "y: &a [1]\nz: *a",
    "y: !!python/object/apply:os.system [true]",
    "y: !!python/name:os.system",
    "y: !!python/name:bookbinder_evil.x",
    "y: !!python/module:hook",
    "y: !include other.yml",
    "%TAG !e! tag:yaml.org,2002:python/\n---\ny: !e!name:os.system",
    "plugins: [search, hook]",
    "plugins: {hook: {}}",
    "plugins: !ENV [X, hook]",
    "plugins:\n  - !ENV [X, hook]",
    "plugins:\n  - macros: {}",
    "plugins: [markdown-exec]",
    "plugins:\n  - markdown-exec: {ansi: 'off'}",
    "plugins:\n  - markdown-exec: {languages: [python]}",
    "plugins:\n  - markdown-exec: {languages: !ENV [X, [python]]}",
    "plugins:\n  - mkdocstrings: {}\n    hook: {}",
]
NAV = [
    "      - <script>alert(1)</script>: questions/one.md\n",
    "      - '&lt;b&gt;': questions/one.md\n",
    "      - '{{ config }}': questions/one.md\n",
    '      - "a\\u202eb": questions/one.md\n',
    f"      - {'long' * 30}: questions/one.md\n",
    "      - 5: questions/one.md\n",
    "      - Title: 5\n      - questions/one.md\n",
    "      - Title:\n      - questions/one.md\n",
    "      - [questions/one.md]\n",
    "      - {A: questions/one.md, B: questions/one.md}\n",
    "      - A: {B: questions/one.md}\n",
    f"      - A: {'[B: ' * 9}questions/one.md{']' * 9}\n",
]
OUTSIDE = ["javascript:alert(1)", "data:text/html,x", "https://example.org/", "../x.md", "/etc/passwd", "index.html"]


def with_lines(folder: Path, text: str) -> Path:
    """Write the smallest book with another configuration."""
    write_model(folder)
    (folder / "mkdocs.yml").write_text(text)
    return folder


@pytest.mark.parametrize("lines", CODE)
def test_a_configuration_that_loads_code_is_refused_by_check_and_serve(tmp_path: Path, lines: str) -> None:
    text = f"{lines}\n{CONFIG}" if lines.startswith("%") else f"{CONFIG}{lines}\n"
    book = with_lines(tmp_path, text)
    found = check(book, lambda text: None)
    assert {problem.rule for problem in found} == {"configuration"}
    with pytest.raises(BookError, match=r"mkdocs\.yml:\d+: "):
        serve(book, "zensical", 0, browser=False)


@pytest.mark.parametrize("entry", NAV)
def test_an_entry_other_than_a_title_and_a_page_is_refused(tmp_path: Path, entry: str) -> None:
    book = with_lines(tmp_path, CONFIG.replace(PAGE, entry))
    assert {problem.rule for problem in check(book, lambda text: None)} == {"navigation-form"}


@pytest.mark.parametrize("tagged", ["!ENV [SECRET, questions/one.md]", "!!python/object/apply:os.getcwd []", "&a b.md"])
def test_a_tag_or_anchor_in_the_navigation_is_refused(tmp_path: Path, tagged: str) -> None:
    book = with_lines(tmp_path, CONFIG.replace(PAGE, f"{PAGE}      - {tagged}\n"))
    (problem,) = check(book, lambda text: None)
    assert problem.rule in ("configuration", "navigation-form")


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_entry_that_leads_out_of_the_book_is_refused(tmp_path: Path, address: str) -> None:
    book = with_lines(tmp_path, CONFIG.replace(PAGE, f"{PAGE}      - Title: '{address}'\n"))
    (problem,) = check(book, lambda text: None)
    assert problem.rule == "navigation-known"


def test_multiplying_aliases_are_refused_at_once(tmp_path: Path) -> None:
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    book = with_lines(tmp_path, f"a0: &a0 [x.md]\n{levels}{CONFIG.replace('nav:', 'nav: *a29').partition('  - ')[0]}")
    assert {problem.rule for problem in check(book, lambda text: None)} == {"configuration"}


def test_the_configuration_of_the_book_is_accepted(root: Path) -> None:
    assert [*configuration_problems(root)] == []
