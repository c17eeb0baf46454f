"""A check of some pages and snippets reports only their problems, and runs no other snippet."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bookbinder.base.problems import BookError
from bookbinder.content.snippet_names import snippet_name
from bookbinder.rules import check as checking
from bookbinder.rules.check import check
from bookbinder.rules.snippet_results import run_snippets
from tests.bookbinder.model import FILES, ONE, PAGE, SECOND_PAGE, TWO, write_model

FIRST, SECOND, OTHER = "snippets/one/first", "snippets/one/second", "snippets/two/first"
Said = Callable[..., list[str]]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book with a mistake on each page, in each output, and in each file that all share."""
    write_model(tmp_path)
    (tmp_path / PAGE).write_text(ONE.replace("topic: meaning", "topic: cats"))
    (tmp_path / SECOND_PAGE).write_text(TWO.replace("topic: meaning", "topic: dogs"))
    for name in (FIRST, SECOND, OTHER):
        (tmp_path / f"{name}.out").write_text("0\n")
    with (tmp_path / "docs/references.yml").open("a") as references:
        references.write("b-1991:\n  authors: A\n  year: 1991\n  title: B\n  where: C\n")
    (tmp_path / "mkdocs.yml").write_text(FILES["mkdocs.yml"].replace("      - topics/losses/index.md\n", "      []\n"))
    return tmp_path


@pytest.fixture
def said(book: Path) -> Said:
    """The files in which a check of some paths finds mistakes, besides those that all pages share."""

    def files(*paths: str) -> list[str]:
        problems = check(book, lambda text: None, [str(book / path) for path in paths])
        found = [problem.path for problem in problems]
        assert {"mkdocs.yml", "docs/references.yml"} <= {*found}
        return [file for file in found if file not in ("mkdocs.yml", "docs/references.yml")]

    return files


def test_without_a_path_everything_is_checked(said: Said) -> None:
    assert said() == [PAGE, SECOND_PAGE, f"{FIRST}.out", f"{SECOND}.out", f"{OTHER}.out"]


def test_a_page_is_checked_with_the_snippets_that_it_shows(said: Said) -> None:
    assert said(PAGE) == [PAGE, f"{FIRST}.out", f"{SECOND}.out"]
    assert said(SECOND_PAGE) == [SECOND_PAGE, f"{SECOND}.out", f"{OTHER}.out"]


def test_a_page_is_checked_with_all_files_in_its_folder(book: Path, said: Said) -> None:
    (book / "snippets/one/unused.py").write_text("print(1)\n")
    (book / "snippets/one/lone.out").write_text("1\n")
    (book / "snippets/two/unused.py").write_text("print(1)\n")
    found = [f"{FIRST}.out", "snippets/one/lone.out", f"{SECOND}.out", "snippets/one/unused.py"]
    assert said(PAGE) == [PAGE, *found]


@pytest.mark.parametrize("ending", [".py", ".out"])
def test_a_snippet_is_checked_with_the_pages_that_show_it(said: Said, ending: str) -> None:
    assert said(f"{FIRST}{ending}") == [PAGE, f"{FIRST}.out"]
    assert said(f"{SECOND}{ending}") == [PAGE, SECOND_PAGE, f"{SECOND}.out"]


def test_a_folder_stands_for_all_files_in_it(said: Said) -> None:
    assert said("docs/questions") == said("docs") == said(".") == said()
    assert said("snippets/two") == said(f"{OTHER}.py") == [SECOND_PAGE, f"{OTHER}.out"]


def test_several_paths_are_checked_at_once(said: Said) -> None:
    assert said(SECOND_PAGE, f"{FIRST}.py") == said()


def test_an_unreadable_page_is_the_only_one_reported(book: Path, said: Said) -> None:
    (book / PAGE).write_text(ONE.replace("topic: meaning", "topic: [meaning"))
    assert check(book, lambda text: None, [str(book / PAGE)])[0].rule == "front-matter"
    assert SECOND_PAGE not in {problem.path for problem in check(book, lambda text: None, [str(book / PAGE)])}


def test_no_other_snippet_is_run(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def run(scripts: list[Path], root: Path, progress: Callable[[str], None]) -> object:
        ran.extend(snippet_name(script, root) for script in scripts)
        return run_snippets(scripts, root, progress)

    monkeypatch.setattr(checking, "run_snippets", run)
    check(book, lambda text: None, [str(book / SECOND_PAGE)])
    assert ran == ["one/second", "two/first"]


def test_the_snippet_of_a_value_named_in_full_is_run_but_not_checked(book: Path, said: Said) -> None:
    (book / SECOND_PAGE).write_text(TWO.replace("One is `", "From `#!live one/first.x` to `"))
    assert said(SECOND_PAGE) == [f"{SECOND}.out", f"{OTHER}.out"]


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("docs/questions/three.md", "no such file or folder: name a page, a snippet, or a folder of them"),
        ("mkdocs.yml", "is neither a page nor a snippet: name a file in docs/ or in snippets/"),
        ("docs/references.yml", "is neither a page nor a snippet: name a file in docs/ or in snippets/"),
        ("empty", "is neither a page nor a snippet: name a file in docs/ or in snippets/"),
        (os.devnull, "is neither a page nor a snippet: name a file in docs/ or in snippets/"),
    ],
)
def test_a_path_without_a_page_or_snippet_is_one_line(
    book: Path, monkeypatch: pytest.MonkeyPatch, path: str, says: str
) -> None:
    (book / "empty").mkdir()
    monkeypatch.chdir(book)
    with pytest.raises(BookError) as error:
        check(book, lambda text: None, [path])
    assert str(error.value) == f"{path}: {says}"


@pytest.mark.parametrize(
    ("here", "path"), [("docs/questions", "one.md"), ("snippets/one", "../../docs/questions/one.md"), (".", PAGE)]
)
def test_a_path_is_relative_to_the_folder_of_the_caller(book: Path, here: str, path: str) -> None:
    command = [sys.executable, "-m", "bookbinder", "check", path]
    # As ./dev does: it goes to the book's folder, and says where it came from.
    done = subprocess.run(
        command, cwd=book, env=os.environ | {"BOOK_FROM": str(book / here)}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"{PAGE}:2: there is no topic 'cats'")
    assert SECOND_PAGE not in done.stderr
