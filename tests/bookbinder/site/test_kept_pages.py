"""A build takes over what an earlier one made where nothing that it rests on has changed, and only there."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bookbinder.base.files import cache_folder
from bookbinder.content.book import Book, read_book
from bookbinder.site.build import build
from bookbinder.site.engines import run_engine
from bookbinder.site.inputs import read_inputs
from bookbinder.site.kept_pages import keep_pages, page_keys
from tests.bookbinder.model import PAGE, SECOND_PAGE
from tests.conftest import own_python

# Edits of each kind of source: a file, a text in it, and what to write instead. Those of one line are made together.
EDITS: dict[str, list[tuple[str, str, str]]] = {
    "text, answer, snippet": [
        (PAGE, "A link to", "Another link to"),
        (SECOND_PAGE, "One is `#!live first.y:.1f`.", "Here one is `#!live first.y:.1f`."),
        ("snippets/one/third.py", "\n", "\n# A remark.\n"),
    ],
    "title, references, library": [
        (SECOND_PAGE, "# Another question?", "# Quite another question?"),
        ("docs/references.yml", "where: C", "where: D"),
        ("src/logitbook/probabilities.py", '"""', '"""Edited. '),
    ],
    "template, design, settings": [
        ("overrides/partials/copyright.html", "All licences", "Every licence"),
        ("web/src/page.css", "/* The parts", ".md-typeset p { color: red }\n/* The parts"),
        ("web/src/book.js", "\n", "\nconsole.debug(1);\n"),
        ("mkdocs.yml", "site_description: What", "site_description: Just what"),
    ],
    "bookbinder": [("src/bookbinder/extension/page_footer.py", "## Where next", "## Where now")],
}


def files_of(site: Path) -> dict[str, bytes]:
    """Return the content of each file of a site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.timeout(300)
def test_after_an_edit_of_any_source_the_site_is_that_of_a_clean_build_byte_for_byte(
    small: Path, tmp_path: Path
) -> None:
    python = own_python(tmp_path / "own", small)

    def built(home: str) -> dict[str, bytes]:
        environment = os.environ | {"CI": "yes", "XDG_CACHE_HOME": str(tmp_path / home)}
        command = [str(python), "-m", "bookbinder", "build", "--out", str(tmp_path / "site")]
        subprocess.run(command, cwd=small, env=environment, check=True, capture_output=True)
        return files_of(tmp_path / "site")

    before, stale = built("kept"), []
    for edit, replacements in EDITS.items():
        for file, old, new in replacements:
            replace(small / file, old, new)
        kept, clean = built("kept"), built(f"clean {edit}")
        stale += [f"{edit}: {name}" for name in kept.keys() | clean.keys() if kept.get(name) != clean.get(name)]
        assert kept != before, edit
        before = kept
    assert stale == []


def builder(book: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Return what builds the book and returns the pages that Material converted, or what the build said instead."""
    converted: list[str] = []

    def build_once() -> list[str]:
        converted.clear()
        said: list[str] = []
        build(book, "material", site, said.append)
        return said if said[-1].startswith("nothing") else converted

    def keep(pages: Book, inputs: dict[str, str], fresh: Path) -> None:
        made = (file for file in fresh.rglob("index.html") if file.stat().st_mtime < 2**32)
        converted.extend(sorted(file.parent.relative_to(fresh).as_posix() for file in made))
        keep_pages(pages, inputs, fresh)

    monkeypatch.setattr("bookbinder.site.build.keep_pages", keep)
    return build_once


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this test's own in which builds keep what they made."""
    monkeypatch.setenv("CI", "yes")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_only_the_edited_page_is_converted_again_and_without_an_edit_nothing_is_built(
    small: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_once = builder(small, tmp_path / "site", monkeypatch)
    assert len(build_once()) > 2
    assert build_once() == ["nothing has changed since the last build"]
    replace(small / PAGE, "A link to", "Another link to")
    assert build_once() == ["questions/one", "reference"]
    shutil.rmtree(tmp_path / "site")
    assert build_once() == ["reference"]


def test_a_site_that_somebody_put_there_is_built_again_and_a_damaged_page_is_converted_again(
    small: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_once = builder(small, tmp_path / "site", monkeypatch)
    build_once()
    true = files_of(tmp_path / "site")
    for kept in (home / "logit-book" / "pages").iterdir():
        kept.write_text(kept.read_text(encoding="utf-8") + "<p>more", encoding="utf-8")
    shutil.rmtree(tmp_path / "site")
    assert len(build_once()) > 2
    assert files_of(tmp_path / "site") == true


def test_what_no_build_has_used_for_a_month_is_deleted(
    small: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = home / "logit-book" / "pages"
    pages.mkdir(parents=True, mode=0o700)
    for name, days in (("old", 31), ("recent", 29)):
        (pages / name).write_text("kept")
        os.utime(pages / name, (0, time.time() - days * 86_400))
    builder(small, tmp_path / "site", monkeypatch)()
    assert not (pages / "old").exists()
    assert (pages / "recent").exists()


def test_what_is_kept_lies_outside_the_book_with_ci_set(small: Path, home: Path) -> None:
    assert cache_folder(small, "pages") == home / "logit-book" / "pages"


def test_every_input_but_texts_and_snippets_of_other_pages_changes_the_key_of_a_page(root: Path) -> None:
    book, inputs = read_book(root), read_inputs(root, "material")
    before = {page.path: key for page, key in page_keys(book, inputs)}

    def changed(name: str) -> set[str]:
        now = {page.path: key for page, key in page_keys(book, inputs | {name: "edited"})}
        return {path for path, key in before.items() if now[path] != key}

    texts = before.keys() - {"docs/glossary.md"}
    snippets = {name for name in inputs if name.startswith("snippets/")}
    assert {name for name in inputs.keys() - texts - snippets if changed(name) != before.keys()} == set()
    assert {path for path in texts if changed(path) != {path}} == set()
    assert changed("snippets/temperature/by_hand.out") == set()
    lists = {"docs/topics/decoding/index.md"}
    assert {"docs/questions/temperature.md", *lists} <= changed("snippets/temperature/by_hand.py") < before.keys()
    assert changed("snippets/temperature/curves.py") == {"docs/questions/temperature.md"}


@pytest.mark.parametrize("setting", ["BOOK_URL", "BOOK_REPOSITORY", "SOURCE_DATE_EPOCH"])
def test_a_setting_changes_the_inputs(small: Path, monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    before = read_inputs(small, "material")
    monkeypatch.setenv(setting, "0")
    assert {name for name, digest in read_inputs(small, "material").items() if before[name] != digest} == {""}


@pytest.mark.parametrize("part", ["title", "asked_as", "answer"])
def test_what_other_pages_repeat_of_a_page_changes_their_keys(small: Path, part: str) -> None:
    def keys() -> dict[str, str]:
        return {page.path: key for page, key in page_keys(read_book(small), read_inputs(small, "material"))}

    before = keys()
    old, new = {
        "title": ("# Another", "# No other"),
        "asked_as": ("how two", "how three"),
        "answer": ("One is", "This is"),
    }[part]
    replace(small / SECOND_PAGE, old, new)
    changed = {path for path, key in keys().items() if before[path] != key}
    assert SECOND_PAGE in changed
    assert (PAGE in changed) == (part != "answer")
    assert "docs/topics/meaning/index.md" in changed


def test_a_title_with_markup_is_shown_as_without_kept_pages(
    small: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(small / SECOND_PAGE, "# Another question?", "# Another *question* of `x`?")
    build_once = builder(small, tmp_path / "site", monkeypatch)
    build_once()
    assert "Another question of x?</a>" in (tmp_path / "site/questions/one/index.html").read_text(encoding="utf-8")
    replace(small / PAGE, "A link to", "Another link to")
    assert len(build_once()) > 2


def test_a_site_that_lacks_a_page_is_built_again(
    small: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_once = builder(small, tmp_path / "site", monkeypatch)
    build_once()
    (tmp_path / "site/questions/one/index.html").unlink()
    assert build_once() == ["reference"]
    assert (tmp_path / "site/questions/one/index.html").is_file()


def test_of_a_page_that_is_edited_while_it_is_built_nothing_is_kept_even_if_the_edit_is_undone(
    small: Path, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (small / PAGE).read_text(encoding="utf-8")

    def edit_and_undo(*arguments: Any) -> None:
        replace(small / PAGE, "A link to", "A stray link to")
        run_engine(*arguments)
        (small / PAGE).write_text(text, encoding="utf-8")

    build_once = builder(small, tmp_path / "site", monkeypatch)
    with monkeypatch.context() as while_built:
        while_built.setattr("bookbinder.site.build.run_engine", edit_and_undo)
        build_once()
    build_once()
    assert "A stray link" not in (tmp_path / "site/questions/one/index.html").read_text(encoding="utf-8")


def test_inputs_name_every_file_of_the_book_that_a_site_shows(small: Path) -> None:
    inputs, book = read_inputs(small, "material"), read_book(small)
    shown = {page.path for page in book.all_pages}
    assert {*shown, "mkdocs.yml", "snippets/one/first.py", "overrides/main.html", "web/src/book.js"} <= inputs.keys()
    assert "logitbook/__init__.py" in inputs
    (small / "docs/questions/.two.md.swp").write_text("an editor's")
    assert read_inputs(small, "material") == inputs
    assert read_inputs(small, "zensical") != inputs


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_among_the_pages_is_no_input_to_wait_for(small: Path) -> None:
    os.mkfifo(small / "docs" / "pipe.md")
    assert read_inputs(small, "material")["docs/pipe.md"] == "no regular file"
