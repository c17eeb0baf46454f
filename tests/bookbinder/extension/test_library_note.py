"""Below a listing that imports logitbook, a page says what that is and how to install it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookbinder.content.page import read_page
from bookbinder.extension.context import Context, Settings
from bookbinder.extension.library_note import TARGET, library_note
from bookbinder.extension.text_audit import text_problems
from tests.bookbinder.model import PAGE, write_model
from tests.conftest import ROOT

FIRST, SECOND, THIRD = 20, 24, 28  # the lines of the listings of the smallest book's page


@pytest.fixture
def context(tmp_path: Path) -> Context:
    """A page whose second and third listing import the library."""
    write_model(tmp_path)
    for name in ("second", "third"):
        (tmp_path / f"snippets/one/{name}.py").write_text("from logitbook import softmax\n\nprint(softmax([1.0]))\n")
    return Context(Settings(tmp_path), read_page(tmp_path / PAGE, tmp_path), depth=2)


def test_the_first_listing_that_imports_the_library_has_the_note_and_no_other(context: Context) -> None:
    assert context.page.fences[1].line == SECOND
    assert [bool(library_note(line, context)) for line in (FIRST, SECOND, THIRD)] == [False, True, False]


def test_a_folded_listing_leaves_the_note_to_the_one_in_sight_or_has_it_if_all_are_folded(context: Context) -> None:
    root = context.settings.root
    page = root / PAGE
    page.write_text(page.read_text().replace("```snippet\n", '```figure alt="It"\n', 1))  # whose script is folded
    (root / "snippets/one/first.py").write_text("from logitbook import softmax\n\nprint(softmax([1.0]))\n")

    def noted() -> list[int]:
        again = Context(context.settings, read_page(page, root), depth=2)
        return [line for line in (FIRST, SECOND, THIRD) if library_note(line, again)]

    assert noted() == [SECOND]
    (root / "snippets/one/second.py").write_text("print(1)\n")
    assert noted() == [FIRST]


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_its_link_leads_from_any_depth_to_how_to_install_it(context: Context, depth: int) -> None:
    note = library_note(SECOND, Context(context.settings, context.page, depth))
    assert f'href="{"../" * depth}{TARGET}"' in note
    assert [*text_problems(PAGE, note)] == []
    folder, _, heading = TARGET.partition("/#")
    assert f"## {heading.replace('-', ' ').capitalize()}\n" in (ROOT / "docs" / folder / "index.md").read_text()


def test_a_page_without_the_library_has_no_note(tmp_path: Path) -> None:
    write_model(tmp_path)
    plain = Context(Settings(tmp_path), read_page(tmp_path / PAGE, tmp_path), depth=2)
    assert [library_note(line, plain) for line in (FIRST, SECOND, THIRD)] == ["", "", ""]


def test_a_listing_that_is_missing_leaves_the_note_to_the_next(context: Context) -> None:
    (context.settings.root / "snippets/one/second.py").unlink()
    assert library_note(THIRD, context)
