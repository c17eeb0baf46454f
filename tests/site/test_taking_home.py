"""Scripts and notebooks run where a reader takes them, and print what the page shows."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from bookbinder.content.book import read_book
from bookbinder.content.snippet_names import snippet_name
from bookbinder.rules.check import begin_check
from bookbinder.run.result import Run
from bookbinder.site.downloads import build_wheel, write_downloads
from bookbinder.site.notebook import notebook
from tests.conftest import ROOT, Plain
from tests.site.reading import served
from tests.site.taking_home import Reader, code_cell
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


def write_notebook(file: Path, source: str) -> Path:
    """Write a notebook whose first cell installs nothing, and return its file."""
    cells = [code_cell("import sys"), code_cell(source)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), file)  # type: ignore[no-untyped-call]
    return file


def assert_prints_its_record(reader: Reader, place: str | Path, name: str, **variables: str) -> None:
    done = reader.run_script(place, **variables)
    printed, failure, error = (ROOT / "snippets" / f"{name}.out").read_text(encoding="utf-8").partition(FAILURE)
    assert done.stdout == printed, done.stderr
    assert done.stderr.splitlines()[-1:] == error.splitlines()[-1:]
    assert done.returncode == bool(failure)


@pytest.mark.usefixtures("plain")
def test_uv_runs_a_script_of_each_kind_by_its_address(reader: Reader, published: tuple[str, Path]) -> None:
    """Scripts are of one kind if uv reads the same of them and both or neither declare a failure.

    All run in the notebooks with the same wheels, and a Python of its own runs one script for each set of modules that
    scripts import in tests/book/test_snippets.py.
    """
    address, folder = published
    texts = {name: (folder / f"{name}.py").read_text(encoding="utf-8").partition("# ///\n\n") for name in NAMES}
    kinds = {(metadata, source.startswith("# raises: ")): name for name, (metadata, _, source) in texts.items()}
    assert len(kinds) > 1
    for name in kinds.values():
        assert_prints_its_record(reader, f"{address}/{name}.py", name)


@pytest.mark.usefixtures("plain")
def test_every_notebook_prints_its_record_where_its_first_cell_installed_what_it_needs(
    reader: Reader, published: tuple[str, Path], tmp_path: Path
) -> None:
    outputs = reader.run_notebooks([published[1] / f"{slug}.ipynb" for slug in SLUGS], tmp_path)
    assert {file.stem: said(cells) for file, cells in outputs.items()} == {
        file.stem: said(recorded(file)) for file in outputs
    }
    assert sorted(file.stem for file in outputs) == SLUGS


@pytest.mark.usefixtures("plain")
def test_a_notebook_has_no_name_of_one_that_ran_before_it(reader: Reader, tmp_path: Path) -> None:
    first = write_notebook(tmp_path / "first.ipynb", "import math\nx = 1")
    second = write_notebook(tmp_path / "second.ipynb", "print('x' in globals(), 'math' in globals())")
    assert said(reader.run_notebooks([first, second], tmp_path)[second]) == [("False False\n", [])]


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
    notebook = write_notebook(tmp_path / "hostile.ipynb", HOSTILE)
    assert reader.run_script(tmp_path / "hostile.py").stdout == refused
    assert said(reader.run_notebook(notebook, tmp_path)) == [(refused, [])]
