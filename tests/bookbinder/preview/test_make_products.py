"""A preview makes the same products as a build, but none of a page that it withholds."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from bookbinder.base.problems import BookError, Problem
from bookbinder.content.wheel_name import wheel_name
from bookbinder.preview.make_products import Kept, _wheel, make_products
from bookbinder.preview.product_process import ProductProcess
from bookbinder.rules.page_check import check_pages
from bookbinder.rules.preview import outdated, read_rest, write_report, write_rest
from tests.bookbinder.model import PAGE, SECOND_PAGE
from tests.conftest import ROOT
from tests.serving import until

ADDRESS = "http://127.0.0.1:8000/"
SCRIPT = "snippets/one/first.py"
MISSPELT = "teh"
WHEEL = f"downloads/{wheel_name(ROOT)}"


@pytest.fixture
def made(tmp_path: Path) -> Callable[[Path], dict[str, str]]:
    """Return a function that makes the products of a book and returns their texts, without the wheel."""
    kept: Kept = {}

    def make(book: Path) -> dict[str, str]:
        make_products(book, tmp_path / "made", ADDRESS, kept, lambda: None)
        site = tmp_path / "made" / "site"
        files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
        assert zipfile.is_zipfile(files.pop(WHEEL))
        return {name: file.read_text() for name, file in files.items()}

    return make


def test_every_page_and_script_has_its_products(copy: Path, made: Callable[[Path], dict[str, str]], root: Path) -> None:
    slugs = {page.stem for page in (root / "docs" / "questions").glob("*.md")}
    scripts = {file.relative_to(root / "snippets").as_posix() for file in (root / "snippets").glob("*/*.py")}
    files = made(copy)
    assert files.keys() == {
        *(f"downloads/{slug}.ipynb" for slug in slugs),
        *(f"downloads/{script}" for script in scripts),
        *(f"assets/{name}.json" for name in ("search", "search-titles", "search-all", "search-asked", "passages")),
        *("llms.txt", "feed.xml", "robots.txt"),
    }
    found = {one["url"] for one in json.loads(files["assets/search.json"]) if one["kind"] == "question"}
    assert found == {f"questions/{slug}/" for slug in slugs}
    assert all(f"({ADDRESS}questions/{slug}/)" in files["llms.txt"] for slug in slugs)
    assert all(f"{ADDRESS}{quote(WHEEL)}" in text for name, text in files.items() if name.startswith("downloads/"))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (PAGE, "\n# ", "\n<script>hostile()</script>\n\n# "),
        (PAGE, "topic: meaning", "topic: [mistakes"),
        (PAGE, "topic: meaning", "topic: hostile"),
        (PAGE, "\nreviewed:", "\nunknown:"),
        (SCRIPT, "", 'open("/etc/passwd")  # hostile\n'),
        (SCRIPT, "", "this is no script\n"),
    ],
    ids=["HTML", "front matter", "no such topic", "no date", "a refused script", "a script that fails"],
)
@pytest.mark.parametrize("edited", ["before", "later"])
def test_a_withheld_or_incomplete_page_has_no_products(
    small: Path, made: Callable[[Path], dict[str, str]], name: str, old: str, new: str, edited: str
) -> None:
    text = (small / name).read_text()
    assert old in text
    if edited == "later":
        made(small)
    (small / name).write_text(text.replace(old, new, 1))
    files = made(small)
    found = {entry["url"] for entry in json.loads(files.pop("assets/search.json"))}
    assert "questions/one/" not in found
    assert "questions/two/" in found
    shown_elsewhere = "downloads/one/second.py"
    assert [file for file in files if file.startswith("downloads/one")] == [shown_elsewhere]
    assert "hostile" not in "".join(files.values())
    assert f"{ADDRESS}questions/one/" not in files["llms.txt"] + files["feed.xml"]


def test_pages_that_follow_each_other_in_a_circle_have_products(
    small: Path, made: Callable[[Path], dict[str, str]]
) -> None:
    page = small / SECOND_PAGE
    page.write_text(page.read_text().replace("\nadded:", "\nfollows: [one]\nadded:", 1))
    assert "follows: [two]" in (small / PAGE).read_text()
    assert "follows: [one]" in page.read_text()
    assert made(small)["llms.txt"].count("/questions/") == 2


def test_the_wheel_is_built_again_only_when_its_sources_have_changed(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str] = []

    def build(root: Path, folder: Path) -> None:
        folder.mkdir(parents=True)
        built.append((root / "src/logitbook/README.md").read_text())

    monkeypatch.setattr("bookbinder.preview.make_products.build_wheel", build)
    folders = {_wheel(small, tmp_path / "wheel") for _ in range(2)}
    assert (len(built), len(folders)) == (1, 1)
    (small / "src/logitbook/README.md").write_text("another")
    folders |= {_wheel(small, tmp_path / "wheel") for _ in range(2)}
    assert (built[1:], len(folders)) == (["another"], 2)


@pytest.fixture
def process(small: Path, tmp_path: Path) -> Iterator[ProductProcess]:
    with ProductProcess(small, tmp_path / "products", ADDRESS) as process:
        yield process


def comes(process: ProductProcess) -> bool:
    """Poll until the products have the last edit."""
    return until(lambda: process.poll() and not process.stale)


def test_products_are_made_again_until_they_have_the_last_edit(small: Path, process: ProductProcess) -> None:
    title, page = "Does this title come after an edit?", small / PAGE
    assert comes(process)
    assert process.problems[PAGE] == []
    assert title.encode() not in process.files["assets/search.json"]
    old = next(line for line in page.read_text().splitlines() if line.startswith("# "))
    page.write_text(page.read_text().replace(old, "# Too early?"))
    process.edited()
    assert not process.poll()  # it begins, and this edit comes too late for it:
    page.write_text(page.read_text().replace("# Too early?", f"# {title} `x"))
    process.edited()
    assert comes(process)
    assert title.encode() in process.files["assets/search.json"]
    assert process.problems[PAGE]
    config = small / "pyproject.toml"
    config.write_text("[")
    before = process.files
    process.edited()
    assert comes(process)
    assert process.error.startswith("pyproject.toml:1: the wheel cannot be built")
    assert process.files is before


def test_the_search_is_updated_before_the_pages_are_checked(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked, files = list[bool](), dict[str, str]()
    every = check_pages

    def check(*given: Any) -> dict[str, list[Problem]]:
        checked.append(True)
        return every(*given)

    def texts_made() -> None:
        assert not checked
        files.update({name: (tmp_path / "site" / name).read_text() for name in ("assets/search.json", "llms.txt")})

    monkeypatch.setattr("bookbinder.preview.make_products.check_pages", check)
    (small / PAGE).write_text((small / PAGE).read_text().replace("\n# ", "\n# What is a xylophone, or ", 1))
    make_products(small, tmp_path, ADDRESS, {}, texts_made)
    assert checked
    assert all("What is a xylophone, or " in text for text in files.values())


def test_the_search_is_updated_again_if_the_check_withholds_or_shows_a_page_that_was_not_edited(
    small: Path, tmp_path: Path
) -> None:
    kept: Kept = {}
    make_products(small, tmp_path, ADDRESS, kept, lambda: None)
    path = next(path for path, (page, _) in kept.items() if page.path.startswith("docs/questions/"))
    kept[path] = (kept[path][0], True)
    first: list[str] = []
    index = tmp_path / "site" / "assets" / "search.json"
    make_products(small, tmp_path, ADDRESS, kept, lambda: first.append(index.read_text()))
    address = f"questions/{Path(path).stem}/"
    assert f'"{address}"' not in first[0]
    assert f'"{address}"' in index.read_text()
    assert not kept[path][1]


def test_what_a_page_alone_does_not_show_is_found_with_the_rest_of_the_book(small: Path, tmp_path: Path) -> None:
    text = (small / PAGE).read_text()
    (small / PAGE).write_text(text.replace("\n## ", f"\nThis is simply it.\n\nThis is {MISSPELT}.\n\n## ", 1))
    found = make_products(small, tmp_path, ADDRESS, {}, lambda: None)
    (spelling,) = found.rest[PAGE]
    assert MISSPELT in spelling.what
    assert any("simply" in line for line in found.problems[PAGE])
    assert str(spelling) in found.problems[PAGE]
    assert [path for path, rest in found.rest.items() if rest] == [PAGE]
    write_rest(tmp_path, found.rest)
    assert read_rest(str(tmp_path), PAGE) == [spelling]
    assert read_rest(str(tmp_path), SECOND_PAGE) == []
    (small / PAGE).write_text(text)
    write_rest(tmp_path, make_products(small, tmp_path, ADDRESS, {}, lambda: None).rest)
    assert read_rest(str(tmp_path), PAGE) == []


def test_a_page_is_outdated_if_its_problems_differ_from_its_report(tmp_path: Path) -> None:
    one, two = Problem("docs/a.md", 1, "is wrong", "fix it"), Problem("docs/a.md", 2, "is wrong too", "fix it")
    write_report("", "docs/never.md", [one])
    write_report(str(tmp_path), "docs/a.md", [two, one])
    write_report(str(tmp_path), "docs/b/c.md", BookError(one).problems)
    write_report(str(tmp_path), "docs/d.md", [])
    now = {"docs/a.md": [str(one), str(two)], "docs/b/c.md": [], "docs/d.md": [str(one)], "docs/e.md": [str(one)]}
    assert outdated(now, tmp_path) == {"docs/b/c.md", "docs/d.md"}
    assert [*tmp_path.rglob("never.md")] == []
