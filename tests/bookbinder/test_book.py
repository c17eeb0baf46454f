"""A page's foot names pages that stand in the book: read once in a build, anew where the book is being edited."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bookbinder.content.book import UNCHANGING, book_for_page, read_book
from bookbinder.site import engines

PAGE = "docs/questions/what-is-a-logit.md"


def retitle(copy: Path) -> None:
    page = copy / PAGE
    page.write_text(page.read_text().replace("\n# ", "\n# Another title: "))


def test_an_edit_is_seen_while_serving(copy: Path) -> None:
    before = book_for_page(copy).pages["what-is-a-logit"].title
    retitle(copy)
    assert book_for_page(copy).pages["what-is-a-logit"].title == f"Another title: {before}"


def test_a_build_looks_at_the_files_once(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(UNCHANGING, "yes")
    first = book_for_page(copy)
    retitle(copy)
    assert book_for_page(copy) is first


def test_the_engine_of_a_build_is_told_that_nothing_changes_and_that_of_a_server_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, str]] = []

    def run(command: list[str], *, env: dict[str, str], **_: Any) -> subprocess.CompletedProcess[str]:
        given.append(env)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    engines.run_engine(tmp_path, "material", tmp_path / "site", date(2026, 1, 1))
    assert UNCHANGING in given[0]
    assert UNCHANGING not in engines.engine_environment()


def test_a_page_raises_those_that_follow_from_it(copy: Path) -> None:
    book = read_book(copy)
    for slug in book.pages:
        raised = [page.slug for page in book.pages.values() if slug in page.items("follows")]
        assert [page.slug for page in book.raised_by(slug)] == raised
    assert book.raised_by("no-such-page") == []
