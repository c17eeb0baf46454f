"""Scripts and styles are bundled for the book's browsers, and a mistake in them is reported in one line."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest

from bookbinder.base.problems import BookError
from bookbinder.site.front_end import ESBUILD, NODE_MODULES, write_bundles
from tests.conftest import ROOT

PACKAGE = (ROOT / "web/package.json").read_text(encoding="utf-8")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a book that has only its front end."""
    shutil.copytree(ROOT / "web" / "src", tmp_path / "web" / "src")
    shutil.copy(ROOT / "web" / "package.json", tmp_path / "web")
    (tmp_path / NODE_MODULES).symlink_to(ROOT / NODE_MODULES)
    return tmp_path


def test_all_styles_are_bundled_into_one_file_and_search_and_editor_into_a_module_each(book: Path) -> None:
    (book / "web/src/page.css").write_text("@media (width < 48em) { a { color: red } }")
    write_bundles(book, book / "out", run=True)
    files = {file.relative_to(book / "out").as_posix() for file in (book / "out").rglob("*.*")}
    assert files == {"book.css", "book.js", "logit-lab.js", "search.js", "run/editor.js", "run/worker.js"}
    styles = (book / "out/book.css").read_text()
    assert "@import" not in styles
    assert ".book-find" in styles
    assert re.search(r"url\(\"?fonts/stix-two-math\.woff2", styles)
    for module in ("search.js", "run/editor.js"):
        assert re.findall(r"^import|from ?\"|import\(\"", (book / "out" / module).read_text()) == []


def test_without_what_runs_scripts_only_the_rest_is_bundled(book: Path) -> None:
    write_bundles(book, book / "out")
    assert {file.name for file in (book / "out").iterdir()} == {"book.css", "book.js", "logit-lab.js", "search.js"}


def test_the_editor_is_at_most_130_kilobytes_compressed(book: Path) -> None:
    write_bundles(book, book / "out", run=True)
    size = len(gzip.compress((book / "out/run/editor.js").read_bytes(), 9))
    print(f"run/editor.js: {size:,} bytes")
    assert size <= 130_000


def test_styles_are_lowered_for_older_browsers(book: Path) -> None:
    (book / "web/src/page.css").write_text("a { & b { color: red } }")
    for browser, sheet in (("chrome 120", "a{& b{color:red}}"), ("chrome 90", "a b{color:red}")):
        package = re.sub(r'"browserslist": \[.*?\]', f'"browserslist": ["{browser}"]', PACKAGE, flags=re.DOTALL)
        (book / "web/package.json").write_text(package)
        write_bundles(book, book / "out")
        assert sheet in (book / "out/book.css").read_text()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("book.js", "const one = 1;\nlet two two;", 'web/src/book.js:2: Expected ";" but found "two"'),
        ("search.js", 'import "nowhere";', 'web/src/search.js:1: Could not resolve "nowhere"'),
        ("page.css", '@import "nowhere.css";', 'web/src/page.css:1: Could not resolve "nowhere.css"'),
    ],
)
def test_a_mistake_in_a_source_is_reported_with_its_line(book: Path, name: str, text: str, says: str) -> None:
    (book / "web/src" / name).write_text(text)
    with pytest.raises(BookError) as stopped:
        write_bundles(book, book / "out")
    assert str(stopped.value) == f"{says}: correct it"


def test_missing_packages_are_reported_with_the_command_that_installs_them(book: Path) -> None:
    (book / NODE_MODULES).unlink()
    with pytest.raises(BookError, match=r"^web/package\.json: its packages are not installed: run \./dev again$"):
        write_bundles(book, book / "out")
    assert not (book / "out").exists()


def test_the_last_line_of_a_failing_esbuild_is_reported(book: Path) -> None:
    (book / NODE_MODULES).unlink()
    (book / ESBUILD).parent.mkdir(parents=True)
    (book / ESBUILD).write_text("console.error('one\\ntwo'); process.exit(1)")
    with pytest.raises(BookError, match=r"^web/src: esbuild failed \(two\): "):
        write_bundles(book, book / "out")
