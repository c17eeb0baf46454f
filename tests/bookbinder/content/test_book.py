"""A page's foot names pages that stand in the book: read once in a build, and again after an edit in a preview."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from bookbinder.base import variables
from bookbinder.content.book import book_for_page, read_book
from bookbinder.extension.page_footer import page_foot
from bookbinder.site import engines

PAGE = "docs/questions/what-is-a-logit.md"


def retitle(copy: Path) -> None:
    page = copy / PAGE
    page.write_text(page.read_text().replace("\n# ", "\n# Another title: "))


def test_an_edit_is_seen_while_serving(copy: Path) -> None:
    before = book_for_page(copy, unchanging=False).pages["what-is-a-logit"].title
    retitle(copy)
    assert book_for_page(copy, unchanging=False).pages["what-is-a-logit"].title == f"Another title: {before}"


def test_a_build_looks_at_the_files_once(copy: Path) -> None:
    first = book_for_page(copy, unchanging=True)
    retitle(copy)
    assert book_for_page(copy, unchanging=True) is first


def test_the_engine_of_a_build_is_told_that_nothing_changes_and_that_of_a_server_is_not(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, str]] = []

    def run(command: list[str], *, env: dict[str, str], **_: Any) -> subprocess.CompletedProcess[str]:
        given.append(env)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    engines.run_engine(read_book(copy), "material", copy / "site")
    assert variables.BUILDING in given[0]
    assert variables.BUILDING not in engines.engine_environment()


def test_a_page_links_to_its_source_where_an_engine_is_told_the_repository(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variables.REPOSITORY, "https://example.org/owner/name")
    monkeypatch.setenv(variables.SITE, "elsewhere")
    environment = engines.engine_environment()
    assert variables.SITE not in environment
    book = read_book(copy)
    page = book.pages["what-is-a-logit"]
    foot = "\n".join(page_foot(page, book, environment[variables.REPOSITORY]))
    assert "[Edit this page](https://example.org/owner/name/edit/main/docs/questions/what-is-a-logit.md)." in foot
    assert "Edit this page" not in "\n".join(page_foot(page, book, ""))


def test_a_page_raises_those_that_follow_from_it(copy: Path) -> None:
    book = read_book(copy)
    for slug in book.pages:
        raised = [page.slug for page in book.pages.values() if slug in page.meta.follows]
        assert [page.slug for page in book.raised_by(slug)] == raised
    assert book.raised_by("no-such-page") == []
