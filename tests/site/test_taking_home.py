"""Scripts and notebooks run where a reader takes them, and print what the page shows."""

from __future__ import annotations

import ast
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bookbinder.content.book import read_book
from bookbinder.content.snippet_names import snippet_name
from bookbinder.rules.check import begin_check
from bookbinder.run.result import Run
from bookbinder.site.downloads import build_wheel, write_downloads
from bookbinder.site.notebook import notebook
from tests.conftest import ROOT, Plain
from tests.site.reading import served
from tests.site.taking_home import Reader
from tests.site.test_downloads import NAMES, SLUGS

# A script that prints, one that draws; a notebook of both.
KINDS, SLUG = ["temperature/by_hand", "temperature/curves"], "temperature"
FAILURE = "Traceback (most recent call last):\n"
# What a script of the book may not do.
HOSTILE = f"""\
import ctypes, os, socket, subprocess, threading
def tried(what):
    try:
        what()
    except (OSError, RuntimeError):
        return "refused"
    return "done"
own = tried(lambda: open("own.txt", "w").write("x"))
print(own, *map(tried, [
    lambda: open({str(ROOT / "README.md")!r}).read(),
    lambda: open({str(ROOT / "stray.txt")!r}, "w"),
    lambda: socket.socket(),
    lambda: subprocess.run(["true"]),
    lambda: threading.Thread(target=print).start(),
    lambda: os.kill(os.getppid(), 0),
]))
"""


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with tempfile.TemporaryDirectory() as home:
        yield Reader(Path(home))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address and the folder of downloads that know the address from which they are served."""
    site = tmp_path_factory.mktemp("published")
    book = read_book(ROOT)
    results = begin_check(ROOT, lambda text: None).runs
    runs = {snippet_name(script, ROOT): run for script, run in results.items() if isinstance(run, Run)}
    with served(site) as address:
        wheel = build_wheel(ROOT, site / "downloads")
        notebooks = {slug: notebook(page, book, runs, wheel, f"{address}/") for slug, page in book.pages.items()}
        write_downloads(book, notebooks, wheel, site, f"{address}/")
        yield f"{address}/downloads", site / "downloads"


def said(outputs: list[list[dict[str, Any]]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what each cell printed, and how it failed."""
    return [
        (
            "".join("".join(one["text"]) for one in cell if one["output_type"] == "stream"),
            [(one["ename"], one["evalue"]) for one in cell if one["output_type"] == "error"],
        )
        for cell in outputs
    ]


def recorded(file: Path) -> list[list[dict[str, Any]]]:
    cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return [cell["outputs"] for cell in cells if cell["cell_type"] == "code"][1:]


def assert_prints_its_record(reader: Reader, place: str | Path, name: str, **variables: str) -> None:
    done = reader.run_script(place, **variables)
    printed, failure, error = (ROOT / "snippets" / f"{name}.out").read_text(encoding="utf-8").partition(FAILURE)
    assert done.stdout == printed, done.stderr
    assert done.stderr.splitlines()[-1:] == error.splitlines()[-1:]
    assert done.returncode == bool(failure)


def kind_of(script: Path) -> tuple[str, frozenset[str], str]:
    """Return what uv reads of a script, the modules that it imports, and its first line where it declares a failure."""
    metadata, _, source = script.read_text(encoding="utf-8").partition("# ///\n\n")
    nodes = [*ast.walk(ast.parse(source))]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return metadata, frozenset(modules), source.partition("\n")[0] if source.startswith("# raises: ") else ""


@pytest.mark.usefixtures("plain")
def test_uv_runs_a_script_of_each_kind_by_its_address(reader: Reader, published: tuple[str, Path]) -> None:
    """All scripts run in the notebooks with the same wheels, and by themselves in tests/book/test_snippets.py."""
    address, folder = published
    kinds = {kind_of(folder / f"{name}.py"): name for name in NAMES}
    for name in kinds.values():
        assert_prints_its_record(reader, f"{address}/{name}.py", name)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.usefixtures("plain")
def test_every_notebook_installs_what_it_needs_and_prints_its_record(
    reader: Reader, published: tuple[str, Path], tmp_path: Path, slug: str
) -> None:
    file = published[1] / f"{slug}.ipynb"
    assert said(reader.run_notebook(file, tmp_path)) == said(recorded(file))


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.usefixtures("plain")
def test_uv_runs_a_script_of_the_unpacked_site_offline(reader: Reader, site: Path, name: str) -> None:
    assert_prints_its_record(reader, site / "downloads" / f"{name}.py", name, UV_OFFLINE="1")


@pytest.mark.usefixtures("plain")
def test_a_notebook_opened_in_the_unpacked_site_needs_no_address(reader: Reader, site: Path) -> None:
    file = site / "downloads" / f"{SLUG}.ipynb"
    assert said(reader.run_notebook(file, file.parent)) == said(recorded(file))


def test_neither_a_script_nor_a_notebook_leaves_the_sandbox(reader: Reader, tmp_path: Path, plain: Plain) -> None:
    refused = "done" + " refused" * 6 + "\n"
    (tmp_path / "hostile.py").write_text(HOSTILE)
    empty: dict[str, Any] = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    cells = [empty | {"id": "a", "source": "import sys"}, empty | {"id": "b", "source": HOSTILE}]
    (tmp_path / "hostile.ipynb").write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    )
    assert reader.run_script(tmp_path / "hostile.py").stdout == refused
    assert said(reader.run_notebook(tmp_path / "hostile.ipynb", tmp_path)) == [(refused, [])]
