"""The same sources give the same site in every place, at every time and without secrets of the environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bookbinder.base.files import cache_folder
from bookbinder.site.fonts import TARGET
from tests.conftest import ROOT


def build(folder: Path, engine: str, **environment: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "bookbinder", "build", "--engine", engine]
    subprocess.run(command, cwd=folder, env=os.environ | environment, check=True, capture_output=True)
    files = (file for file in (folder / "site").rglob("*") if file.is_file())
    return {file.relative_to(folder / "site").as_posix(): file.read_bytes() for file in files}


def cache_without_pages(folder: Path) -> Path:
    """Return a home for what builds keep with CI set, with the runs of scripts alone: no page of another build."""
    runs = cache_folder(ROOT)
    assert runs
    shutil.copytree(runs, folder / "home" / "logit-book" / runs.name)
    return folder / "home"


@pytest.mark.parametrize(("engine", "fixture"), [("material", "copy"), ("zensical", "small")])
def test_two_builds_have_the_same_bytes(
    tmp_path: Path, request: pytest.FixtureRequest, engine: str, fixture: str
) -> None:
    copy: Path = request.getfixturevalue(fixture)
    (copy / TARGET).unlink()  # both builds make the font
    other = tmp_path / "elsewhere" / "renamed"
    shutil.copytree(copy, other)
    address = "https://example.org/book/"
    there = {"BOOK_URL": address, "XDG_CACHE_HOME": str(cache_without_pages(tmp_path))}
    first = build(copy, engine, TZ="Pacific/Auckland", PYTHONHASHSEED="1", BOOK_URL=address)
    second = build(other, engine, TZ="America/New_York", PYTHONHASHSEED="2", A_SECRET="hunter2", **there)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert [name for name, content in second.items() if b"hunter2" in content] == []
    if engine == "material":  # the other engine's map of the site has no dates
        assert f"<lastmod>{_newest_review(copy)}</lastmod>" in first["sitemap.xml"].decode()


def _newest_review(copy: Path) -> str:
    pages = (page.read_text() for page in (copy / "docs" / "questions").glob("*.md"))
    newest = max(line for page in pages for line in page.splitlines() if line.startswith("reviewed: "))
    return newest.removeprefix("reviewed: ")


def test_the_site_is_dated_by_source_date_epoch(small: Path) -> None:
    site = build(small, "material", BOOK_URL="https://example.org/", SOURCE_DATE_EPOCH="86400")
    assert b"<lastmod>1970-01-02</lastmod>" in site["sitemap.xml"]
